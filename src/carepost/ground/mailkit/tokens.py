"""Reply tokens: 40 characters that bring an answer back to its conversation and cannot be made up.

25 octets, written in lower-case base32: version and kind (1), custodian (4), random handle (12), and the
first 8 of an HMAC-SHA256 over those and over the conversation and the recipient, which are not in the token.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from uuid import UUID

from carepost.ground.kernel import EmailAddress, Refused
from carepost.ground.mailkit.parsed import ParsedMail

LENGTH = 40
LONGEST_LOCAL = 64  # octets: RFC 5321 section 4.5.3.1.1

_VERSION = 1
_HANDLE = 12
_MAC = 8
_LABEL = b"carepost/reply-token/1"
_SHORTEST_SECRET = 32
# A token stands alone between signs that base32 does not use: + @ = < > and the like.
_STANDING_ALONE = re.compile(rf"(?<![a-z2-7])[a-z2-7]{{{LENGTH}}}(?![a-z2-7])", re.ASCII)


class Kind(IntEnum):
    """What a token is for: an answer from outside, or our own copy of what we sent."""

    REPLY = 1
    LOOPBACK = 2


class Where(StrEnum):
    """Where a token was found, the most telling first."""

    ENVELOPE = "envelope"
    ADDRESSED = "to/cc"
    IN_REPLY_TO = "in-reply-to"
    REFERENCES = "references"


@dataclass(frozen=True, slots=True)
class ReplyToken:
    """One recipient's way back; `custodian` is the practice's number, below 2**32."""

    kind: Kind
    custodian: int
    handle: bytes

    def __post_init__(self) -> None:
        if not 0 <= self.custodian < 2**32 or len(self.handle) != _HANDLE:
            raise ValueError("a token needs a custodian below 2**32 and a handle of 12 octets")

    @classmethod
    def new(cls, kind: Kind, custodian: int) -> ReplyToken:
        """A token with a fresh random handle."""
        return cls(kind, custodian, secrets.token_bytes(_HANDLE))

    @property
    def octets(self) -> bytes:
        return bytes([_VERSION << 4 | self.kind]) + self.custodian.to_bytes(4) + self.handle


@dataclass(frozen=True, slots=True)
class SignedToken:
    """A token as it came in: well-formed, but not yet verified."""

    token: ReplyToken
    mac: bytes

    @property
    def text(self) -> str:
        return base64.b32encode(self.token.octets + self.mac).decode("ascii").lower()


@dataclass(frozen=True, slots=True)
class Found:
    where: Where
    signed: SignedToken


@dataclass(frozen=True, slots=True)
class TokenKey:
    """The secret that makes tokens and references ours; at least 32 octets."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) < _SHORTEST_SECRET:
            raise ValueError(f"a token key needs at least {_SHORTEST_SECRET} octets")

    def mac(self, label: bytes, *parts: bytes) -> bytes:
        """HMAC-SHA256 over the parts, each led by its length so that no two lists read alike."""
        message = b"".join(len(part).to_bytes(4) + part for part in (label, *parts))
        return hmac.digest(self.secret, message, "sha256")

    def sign(self, token: ReplyToken, conversation: UUID, recipient: str) -> str:
        """The token as 40 characters; Refused if the recipient is not an address."""
        identity = EmailAddress.parse(recipient).identity
        return SignedToken(token, self._over(token, conversation, identity)).text

    def verify(self, signed: SignedToken, conversation: UUID, recipient: str) -> bool:
        """Whether we made this token for this conversation and recipient; in constant time."""
        try:
            identity = EmailAddress.parse(recipient).identity
        except Refused:
            return False
        return hmac.compare_digest(self._over(signed.token, conversation, identity), signed.mac)

    def _over(self, token: ReplyToken, conversation: UUID, identity: str) -> bytes:
        return self.mac(_LABEL, token.octets, conversation.bytes, identity.encode())[:_MAC]


def read(text: str) -> SignedToken | None:
    """The token this text is, in any case of letters, or None; it says nothing of who made it."""
    folded = text.strip().lower()
    if not _STANDING_ALONE.fullmatch(folded):
        return None
    octets = base64.b32decode(folded.upper())
    version, kind = divmod(octets[0], 16)
    if version != _VERSION or kind not in set(Kind):
        return None
    token = ReplyToken(Kind(kind), int.from_bytes(octets[1:5]), octets[5:-_MAC])
    return SignedToken(token, octets[-_MAC:])


def address(service_address: str, token_text: str) -> str:
    """The address to answer to, "local+token@domain"; Refused if its local part would pass 64 octets."""
    service = EmailAddress.parse(service_address)
    check_room(service)
    return f"{service.local}+{token_text}@{service.domain}"


def check_room(service: EmailAddress) -> None:
    """Refused if no token fits behind the local part of this address."""
    most = LONGEST_LOCAL - LENGTH - 1
    if len(service.local) > most:
        raise Refused(
            f"The part before the @ of the service's address may have at most {most} "
            f"characters, so that a reply token fits behind it; it has {len(service.local)}."
        )


def message_id(token_text: str, domain: str) -> str:
    """A Message-ID that carries the token."""
    return f"<{token_text}@{domain.lower()}>"


def found_in(parsed: ParsedMail, envelope_to: str | Iterable[str] | None) -> tuple[Found, ...]:
    """Every well-formed token of a message and where it stood, the most telling place first."""
    envelope = [envelope_to] if isinstance(envelope_to, str) else list(envelope_to or ())
    addressed = [box.address for box in (*parsed.to, *parsed.cc)]
    places = (
        (Where.ENVELOPE, envelope),
        (Where.ADDRESSED, addressed),
        (Where.IN_REPLY_TO, parsed.in_reply_to),
        # The newest reference is last, and tells most.
        (Where.REFERENCES, tuple(reversed(parsed.references))),
    )
    found = (Found(where, signed) for where, texts in places for text in texts for signed in _within(text))
    return tuple(dict.fromkeys(found))


def _within(text: str) -> Iterator[SignedToken]:
    for candidate in _STANDING_ALONE.findall(text.lower()):
        if signed := read(candidate):
            yield signed
