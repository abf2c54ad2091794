"""Mail from outside, made byte by byte: plainly invented people at domains nobody has."""

from __future__ import annotations

from collections.abc import Sequence

from carepost.ground.kernel import new_id
from tests.unit.mailkit.mails import attachment

CARDIOLOGY = "cardiology@northside.example"
REGISTRY = "registry@northside.example"
OAK_HOUSE = "office@oakhouse.example"
STRANGER = "someone@elsewhere.example"


def mail(
    text: str = "Thank you, we will see her.",
    *,
    sender: str | None = f"Dr P Shah <{CARDIOLOGY}>",
    to: str = "y90001@nhsmail.example",
    subject: str = "Re: your letter",
    message_id: str | None = None,
    answers: str = "",
    headers: Sequence[str] = (),
    files: Sequence[tuple[str, str, bytes]] = (),
    html: str = "",
) -> bytes:
    """One message; `answers` is the Message-ID it replies to, `files` are (name, content type, octets)."""
    lines = [
        *([f"From: {sender}"] if sender else []),
        f"To: {to}",
        f"Subject: {subject}",
        f"Message-ID: {message_id or f'<{new_id().hex}@northside.example>'}",
        "Date: Mon, 02 Mar 2026 09:30:00 +0000",
        *([f"In-Reply-To: {answers}", f"References: {answers}"] if answers else []),
        *headers,
        "MIME-Version: 1.0",
    ]
    kind, body = _body(text, files, html)
    return "\r\n".join([*lines, kind, "", ""]).encode() + body


def _body(text: str, files: Sequence[tuple[str, str, bytes]], html: str) -> tuple[str, bytes]:
    words = text.replace("\n", "\r\n").encode()
    plain = "Content-Type: text/plain; charset=utf-8"
    if not files and not html:
        return plain, words + b"\r\n"
    own = f"{plain}\r\n\r\n".encode() + words
    if html:
        shown = b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()
        own = b"Content-Type: multipart/alternative; boundary=either\r\n\r\n" + _divided("either", own, shown)
    return "Content-Type: multipart/mixed; boundary=cut", _divided(
        "cut", own, *(attachment(data, kind, name) for name, kind, data in files)
    )


def _divided(boundary: str, *parts: bytes) -> bytes:
    mark = b"--" + boundary.encode()
    return b"".join(mark + b"\r\n" + part + b"\r\n" for part in parts) + mark + b"--\r\n"


def with_trace(raw: bytes, hop: str) -> bytes:
    """The same letter, brought by another way."""
    return f"Received: from {hop} by mx.nhsmail.example; Mon, 2 Mar 2026 09:31:00 +0000\r\n".encode() + raw
