"""Whom we trust on a line, and plain words for when we do not."""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path

# OpenSSL's X509_V_ERR_* numbers, which Python hands on as `verify_code` but does not name.
_NOT_YET_VALID, _EXPIRED, _SELF_SIGNED, _SELF_SIGNED_ROOT, _NO_ISSUER, _UNVERIFIABLE = 9, 10, 18, 19, 20, 21
_WRONG_HOST, _WRONG_ADDRESS = 62, 64


def context(ca_file: Path | None) -> ssl.SSLContext:
    """Give the one shared context for this CA file (None: the machine's own trust store). Raises OSError."""
    return _context(ca_file, ca_file.stat().st_mtime_ns if ca_file else 0)


@lru_cache(maxsize=32)
def _context(ca_file: Path | None, changed: int) -> ssl.SSLContext:
    """Make a context; `changed` is in the key so that a renewed CA file is read again."""
    made = ssl.create_default_context(cafile=str(ca_file) if ca_file else None)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made


def why_not(error: OSError, host: str) -> str:
    """Say in a plain sentence why no verified line to the host could be had."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate_fault(error, host)
    if isinstance(error, ssl.SSLError):
        return f"No secure line to {host}: it does not speak TLS 1.2 or later as we need it ({error.reason})."
    return f"The line to {host} was lost while TLS was being agreed."


def _certificate_fault(error: ssl.SSLCertVerificationError, host: str) -> str:
    match error.verify_code:
        case code if code == _EXPIRED:
            return f"The certificate of {host} has expired."
        case code if code == _NOT_YET_VALID:
            return f"The certificate of {host} is not valid yet."
        case code if code in (_WRONG_HOST, _WRONG_ADDRESS):
            return f"The certificate shown by {host} is for another host."
        case code if code == _SELF_SIGNED:
            return f"The certificate of {host} is self-signed: nobody we trust vouches for it."
        case code if code in (_SELF_SIGNED_ROOT, _NO_ISSUER, _UNVERIFIABLE):
            return f"The certificate of {host} was issued by an authority we do not trust."
        case _:
            return f"The certificate of {host} could not be verified ({error.verify_message})."
