"""What a provider of single sign-on offers, and what it tells about whoever came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


class Down(Exception):
    """The provider, or the way to it, does not work now. `fault`: a sentence for operators, without its words."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Unbelieved(Exception):
    """What came is not to be believed. `fault`: a sentence for operators, which repeats nothing of it."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One journey to the provider and back, kept in the browser's session meanwhile. `began`: seconds since 1970."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    began: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalRole:
    """A role of the national directory at one organisation (`nhsid_nrbac_roles`)."""

    ods_code: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who came. Issuer and subject together are one person for ever; address and name may change.

    `session` is the provider's name for this sign-in, by which it may end it. `second_step`: the provider says that
    more than a password was shown.
    """

    issuer: str
    subject: str = field(repr=False)
    session: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    email_proved: bool = False
    name: str = field(default="", repr=False)
    second_step: bool = False
    user_id: str = field(default="", repr=False)
    roles: tuple[NationalRole, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut:
    """Somebody signed out at the provider: of one session, or of all where `session` is empty.

    `token_id` may come once; until `until` it has to be remembered.
    """

    issuer: str
    token_id: str
    until: datetime
    subject: str = field(default="", repr=False)
    session: str = field(default="", repr=False)


class Provider(Protocol):
    """`name` stands in addresses, `label` on buttons. `trusted_domains`: whose addresses it may vouch for."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def issuer(self) -> str: ...
    @property
    def trusted_domains(self) -> frozenset[str]: ...

    def begin(self) -> tuple[str, Attempt]:
        """Where to send the browser. Raises Down."""

    def finish(self, attempt: Attempt, answer: Mapping[str, str]) -> Identity:
        """Who came back; `answer` is the query of the address they came to. Raises Down, Unbelieved."""

    def signed_out(self, token: str) -> SignedOut:
        """Of a token the provider sent by itself. Raises Down, Unbelieved."""

    def public_keys(self) -> list[dict[str, Any]]:
        """By which it knows us, as JWKs; none where we share a secret. Any: as JSON has it."""

    def check(self) -> float:
        """Reach its documents and keys; by how many seconds its clock is before ours. Raises Down."""
