"""The words inside attachments, so that they can be searched."""

from __future__ import annotations

from collections.abc import Callable

from carepost.ground.mailkit import body, charsets, html, leaf, limits, office, pdf
from carepost.ground.mailkit.leaf import Leaf
from carepost.ground.mailkit.limits import TooMuch
from carepost.ground.mailkit.message import leaves, take_apart
from carepost.ground.mailkit.parsed import TextState

Words = tuple[str | None, TextState]

_UNREAD: Words = (None, "unreadable")
_NOTHING: Words = (None, "none")
_WORDLESS = ("image/", "audio/", "video/", "font/")
_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}


def words(described: Leaf, data: bytes) -> Words:
    """The text of one attachment and how the reading went. Never raises, but for want of time."""
    reader = _reader(described, data)
    if reader is None:
        return unread(described, data)
    try:
        text = leaf.showable(reader(data))
    # The libraries that read these files raise almost anything on a broken one, and the answer is the same.
    except (Exception, MemoryError, RecursionError):  # noqa: BLE001
        return _UNREAD
    return text[: limits.ATTACHMENT_TEXT], "read"


def unread(described: Leaf, data: bytes) -> Words:
    """What is said of an attachment that nobody looks into."""
    wordless = described.content_type.startswith(_WORDLESS) or described.content_type in _SIGNATURES
    return _NOTHING if wordless or not data else _UNREAD


def _reader(described: Leaf, data: bytes) -> Callable[[bytes], str] | None:
    """By what it is before what it says it is: names and types are the sender's word."""
    kind = described.content_type
    if b"%PDF-" in data[:1024]:
        return pdf.text
    if data.startswith(b"PK\x03\x04"):
        return office.text
    if kind == "message/rfc822":
        return _message
    if kind == "text/html":
        charset = described.charset or charsets.of_page(data)
        return lambda octets: html.to_text(charsets.decode_file(octets, charset))
    if kind.startswith(("text/", "message/")) and kind != "text/rtf":
        return lambda octets: charsets.decode_file(octets, described.charset)
    return None


def _message(data: bytes) -> str:
    root = take_apart(data)
    if any(not body.is_own(leaf.describe(each, _ignore), root) for each in leaves(root)):
        raise TooMuch("it has attachments of its own, which are not read")
    return body.read(root, _ignore).text


def _ignore(_: str) -> None:
    """Nobody to tell."""
