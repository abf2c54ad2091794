"""What can be seen of a TLS line once it stands."""

from __future__ import annotations

import hashlib
import ssl
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """Version and cipher as agreed, and the SHA-256 (hex) of the certificate the other side showed."""

    version: str
    cipher: str
    certificate_sha256: str


def seen(sock: ssl.SSLSocket) -> Seen:
    """Look at a line after its handshake."""
    cipher = sock.cipher()
    certificate = sock.getpeercert(binary_form=True) or b""
    return Seen(sock.version() or "", cipher[0] if cipher else "", hashlib.sha256(certificate).hexdigest())
