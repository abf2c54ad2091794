"""The lines a server puts in front of mail, and the digest of what stood below them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.utils import formatdate
from ssl import SSLObject
from typing import Any

_FIELD = re.compile(rb"[!-9;-~]+:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*")
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^<>\s]+>)", re.IGNORECASE | re.MULTILINE)
_RECEIVED = re.compile(rb"Received:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TlsSeen:
    """The encryption of a line as the server saw it; both empty for a line in the clear."""

    version: str = ""
    cipher: str = ""

    def as_json(self) -> dict[str, str]:
        """For the log and the pages."""
        return {"version": self.version, "cipher": self.cipher}


CLEAR = TlsSeen()


def tls_of(transport: Any) -> TlsSeen:
    """What encryption an asyncio transport has. (Any: aiosmtpd types its transport too loosely.)"""
    ssl_object: SSLObject | None = transport.get_extra_info("ssl_object")
    if ssl_object is None:
        return CLEAR
    return TlsSeen(ssl_object.version() or "", (ssl_object.cipher() or ("",))[0])


def received_line(*, helo: str, by: str, account: str | None, tls: TlsSeen, mail_id: str) -> bytes:
    """A Received field (RFC 5321, 4.4) without the recipient, whom it would tell to others."""
    protocol = "ESMTPSA" if account else "ESMTPS" if tls.version else "ESMTP"
    client = re.sub(r"[^!-'*-\[\]-~]", "?", helo)[:200]
    lines = (
        f"Received: from {client} ([127.0.0.1])",
        f" by {by} (NHSmail stand-in, demo) with {protocol}",
        f" (tls {tls.version or 'none'} {tls.cipher or 'none'}) id {mail_id};",
        f" {formatdate(usegmt=True)}",
    )
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def below_relay(raw: bytes, by: str) -> tuple[list[str], bytes]:
    """The Received fields that the relay `by` put in front, and the bytes below them."""
    fields: list[str] = []
    rest = raw
    mark = f" by {by} ".encode("ascii")
    while (field := _FIELD.match(rest)) and _RECEIVED.match(field[0]) and mark in field[0]:
        fields.append(" ".join(field[0].decode("ascii", "replace").split()))
        rest = rest[field.end() :]
    return fields, rest


def message_id(raw: bytes) -> str | None:
    """The first Message-ID in the header, if there is a readable one."""
    found = _MESSAGE_ID.search(raw.partition(b"\r\n\r\n")[0])
    return found[1].decode("ascii", "replace") if found else None


def facts_of(raw: bytes) -> dict[str, object]:
    """What the log tells of a mail's bytes."""
    return {"message_id": message_id(raw), "sha256": sha256(raw), "size": len(raw)}


def sha256(data: bytes) -> str:
    """The SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
