"""How long certificates are good: what a server shows, and what stands in a file."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509


def ends_at(sock: ssl.SSLSocket) -> datetime | None:
    """Until when the certificate on this verified line is good."""
    said = (sock.getpeercert() or {}).get("notAfter")
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(said), UTC) if isinstance(said, str) else None


def file_ends_at(path: Path) -> datetime:
    """Until when the first certificate in this PEM file is good. Raises OSError or ValueError."""
    return x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
