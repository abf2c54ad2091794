"""Out by SMTP submission over verified TLS (RFC 6409, 8314). Never plain text."""

from __future__ import annotations

from carepost.engines.delivery.transports.smtp.transport import SmtpTransport

__all__ = ["SmtpTransport"]
