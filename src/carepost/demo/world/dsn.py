"""Telling a sender that mail did not arrive (RFC 3464)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import formatdate, make_msgid

from carepost.demo.world.client import Handed
from carepost.demo.world.settings import OWN_DOMAIN, SEND_HOST
from carepost.demo.world.trace import message_id

_HEADER_END = re.compile(rb"\r\n\r\n")
_STATUS = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True, slots=True)
class Failure:
    """Who did not get the mail and what the far end said."""

    recipient: str
    remote: str
    handed: Handed

    @property
    def status(self) -> str:
        """The enhanced status code (RFC 3463)."""
        found = _STATUS.search(self.handed.reply)
        return found[0] if found else "5.0.0"


def report(*, sender: str, failure: Failure, raw: bytes) -> bytes:
    """A multipart/report to the sender, with the headers of the mail that failed."""
    headers = _HEADER_END.split(raw, maxsplit=1)[0] + b"\r\n"
    own_id = make_msgid(domain=OWN_DOMAIN)
    boundary = f"report-{own_id[1:].partition('@')[0]}"
    parts = (_words(failure), _facts(failure), b"Content-Type: text/rfc822-headers\r\n\r\n" + headers)
    opening = f"--{boundary}\r\n".encode("ascii")
    body = b"".join(opening + part for part in parts) + f"--{boundary}--\r\n".encode("ascii")
    return _head(sender, own_id, boundary, headers) + b"\r\n" + body


def _head(sender: str, own_id: str, boundary: str, headers: bytes) -> bytes:
    original = message_id(headers)
    answering = f"In-Reply-To: {original}\r\n" if original else ""
    return (
        f"From: NHSmail stand-in (demo) <postmaster@{OWN_DOMAIN}>\r\n"
        f"To: <{sender}>\r\n"
        "Subject: Undeliverable: your message did not arrive\r\n"
        f"Date: {formatdate(usegmt=True)}\r\n"
        f"Message-ID: {own_id}\r\n"
        f"{answering}"
        "Auto-Submitted: auto-replied\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status;\r\n"
        f' boundary="{boundary}"\r\n'
    ).encode("ascii", "replace")


def _words(failure: Failure) -> bytes:
    return (
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"Your message could not be delivered to {failure.recipient}.\r\n\r\n"
        f"{failure.remote} answered: {failure.handed.code or ''} {_one_line(failure.handed.reply)}\r\n\r\n"
        "It will not be tried again. Check the address, or reach them another way.\r\n"
    ).encode()


def _facts(failure: Failure) -> bytes:
    diagnostic = f"{failure.handed.code or 550} {_one_line(failure.handed.reply)}"
    return (
        "Content-Type: message/delivery-status\r\n\r\n"
        f"Reporting-MTA: dns; {SEND_HOST}\r\n"
        f"Arrival-Date: {formatdate(usegmt=True)}\r\n\r\n"
        f"Final-Recipient: rfc822; {failure.recipient}\r\n"
        "Action: failed\r\n"
        f"Status: {failure.status}\r\n"
        f"Remote-MTA: dns; {failure.remote}\r\n"
        f"Diagnostic-Code: smtp; {diagnostic}\r\n\r\n"
    ).encode("ascii", "replace")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:600]
