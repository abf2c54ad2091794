"""Certificates: those the pages and files show, and how long any of them lasts."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from carepost.doors.commands.checkup.finding import Finding, House, look, well, wrong
from carepost.ground import tls
from carepost.ground.kernel import clock

SOON = 21
"""days"""
PATIENCE = 10.0
"""seconds"""
RENEW = "Renew the certificate, then reload the server that shows it."
HERE = {"localhost", "127.0.0.1", "::1"}


def pages(house: House) -> Iterator[Finding]:
    address = urlsplit(house.instance.public_url)
    host = address.hostname or ""
    if address.scheme == "https":
        yield _shown_by(host, address.port or 443)
    elif host in HERE:
        yield well("pages", f"They are for this machine only ({house.instance.public_url}).")
    else:
        yield wrong(
            "pages",
            "public_url is not https: passwords and letters would cross the network in plain text.",
            "Put a web server with a certificate in front (docs/operate/install.md, TLS in front) and set public_url.",
        )
    for path in house.instance.watched_certificates:
        try:
            yield lasting(f"certificate {path.name}", "It can be read.", tls.file_ends_at(path))
        except (OSError, ValueError):
            yield wrong(
                f"certificate {path.name}", "It cannot be read.", "Mend watched_certificates, or the file."
            )


def _shown_by(host: str, port: int) -> Finding:
    try:
        with (
            socket.create_connection((host, port), PATIENCE) as plain,
            tls.context(None).wrap_socket(plain, server_hostname=host) as line,
        ):
            return lasting("pages", f"{host} shows a certificate that browsers trust.", tls.ends_at(line))
    except OSError as trouble:
        reached = isinstance(trouble, ssl.SSLError)
        words = tls.why_not(trouble, host) if reached else f"{host} port {port} cannot be reached from here."
        return (wrong if reached else look)("pages", words, RENEW if reached else "Look at it from outside.")


def lasting(check: str, found: str, ends: datetime | None) -> Finding:
    """Good, unless the certificate ends soon or has ended."""
    if ends is None:
        return well(check, found)
    days = (ends - clock.now()).days
    said = f"{found} The certificate lasts {days} days more."
    if days < 0:
        return wrong(check, f"{found} The certificate has ended.", RENEW)
    return look(check, said, RENEW) if days < SOON else well(check, said)
