"""Security keys and phones that a browser believes in, for the journeys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import CDPSession

from tests.journeys.desk import Desk

WINDOWS_HELLO = {"transport": "internal", "hasResidentKey": True}
SECURITY_KEY = {"transport": "usb", "hasResidentKey": True}


class KeyRing:
    """The keys people carry, at one computer: one of them is in the slot at a time."""

    def __init__(self, desk: Desk) -> None:
        self._line: CDPSession = desk.context.new_cdp_session(desk.page)
        self._line.send("WebAuthn.enable")
        self._kept: dict[str, list[Any]] = {}

    @contextmanager
    def of(self, whose: str, **kind: object) -> Iterator[None]:
        """This person's key, plugged in and touched whenever it is asked."""
        options = (
            {"protocol": "ctap2", "hasUserVerification": True, "isUserVerified": True} | SECURITY_KEY | kind
        )
        made = self._line.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        which = {"authenticatorId": made["authenticatorId"]}
        for credential in self._kept.get(whose, []):
            self._line.send("WebAuthn.addCredential", which | {"credential": credential})
        yield
        self._kept[whose] = self._line.send("WebAuthn.getCredentials", which)["credentials"]
        self._line.send("WebAuthn.removeVirtualAuthenticator", which)
