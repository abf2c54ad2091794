"""What a provider publishes about itself: its addresses and its keys, kept for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from carepost.engines.single_sign_on.oidc.registration import Registration
from carepost.engines.single_sign_on.oidc.wire import Answer, check_safe, get
from carepost.engines.single_sign_on.port import Down

T = TypeVar("T")

WELL_KNOWN = "/.well-known/openid-configuration"
KEPT = 600.0
"""seconds"""
NOT_MORE_OFTEN = 30.0
"""seconds between two looks for a key we do not know: anybody can name one"""

AFTER_FAILING = 10.0
"""seconds in which nobody waits again for a provider that has just failed"""


@dataclass(frozen=True, slots=True)
class Metadata:
    authorization: str
    token: str
    userinfo: str
    keys: str
    names_itself: bool
    """in its answers, by `iss` (RFC 9207)"""


class Documents:
    """For all threads of a process."""

    def __init__(self, registration: Registration) -> None:
        self._of = registration
        self._lock = threading.Lock()
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, KeySet] | None = None
        self._failed: tuple[float, str] | None = None

    def metadata(self) -> Metadata:
        with self._lock:
            if self._metadata is None or _age(self._metadata[0]) > KEPT:
                self._metadata = (time.monotonic(), self._unless_down(self._fetch_metadata))
            return self._metadata[1]

    def keys(self, key_id: str | None) -> KeySet:
        """All of its keys, fetched anew where this one is not among them."""
        address = self.metadata().keys
        with self._lock:
            if self._keys is None or self._is_stale(key_id):
                self._keys = (time.monotonic(), self._unless_down(lambda: self._fetch_keys(address)))
            return self._keys[1]

    def clock_ahead(self) -> float:
        """Seconds by which its clock is before ours."""
        found = self._published().at
        return found - time.time() if found else 0.0

    def _unless_down(self, fetch: Callable[[], T]) -> T:
        """One of those who come at the same time finds out, and the others need not wait as long, one after another."""
        if self._failed is not None and _age(self._failed[0]) < AFTER_FAILING:
            raise Down(self._failed[1])
        try:
            return fetch()
        except Down as down:
            self._failed = (time.monotonic(), down.fault)
            raise

    def _published(self) -> Answer:
        return get(self._of.issuer.rstrip("/") + WELL_KNOWN, ca_file=self._of.ca_file)

    def _is_stale(self, key_id: str | None) -> bool:
        assert self._keys is not None  # noqa: S101
        fetched, keys = self._keys
        unknown = key_id is not None and key_id not in {key.kid for key in keys.keys}
        return _age(fetched) > (NOT_MORE_OFTEN if unknown else KEPT)

    def _fetch_metadata(self) -> Metadata:
        found = self._published().json()
        if found.get("issuer") != self._of.issuer:
            raise Down("It calls itself by another name than `issuer` in the settings.")
        needed = [found.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        for url in needed:
            check_safe(url)
        authorization, token, keys = (str(url) for url in needed)
        named = found.get("authorization_response_iss_parameter_supported") is True
        return Metadata(authorization, token, str(found.get("userinfo_endpoint") or ""), keys, named)

    def _fetch_keys(self, address: str) -> KeySet:
        found = get(address, ca_file=self._of.ca_file).json()
        try:
            keys = KeySet.import_key_set({"keys": [key for key in found.get("keys", []) if _signs(key)]})
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise Down("Its keys cannot be read.") from error
        if not keys.keys:
            raise Down("It has no key to sign with.")
        return keys


def _signs(key: dict[str, Any]) -> bool:
    """Public keys for signatures only: a shared one would let whoever knows it sign."""
    return key.get("kty") in {"RSA", "EC"} and key.get("use", "sig") == "sig"


def _age(moment: float) -> float:
    return time.monotonic() - moment
