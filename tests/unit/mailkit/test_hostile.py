"""Mail made to hang, to eat memory or to break the reader. After each, the next letter is read at once."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable

import pytest

from carepost.ground.mailkit.child import Unreadable
from tests.unit.mailkit.mails import TEXT, attachment, docx, incoming, multipart, pdf, zipped

pytestmark = pytest.mark.slow


def nested(depth: int) -> bytes:
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth)
    )
    return b"From: x@x.test\r\n" + opening + b"\r\nwords"


def zeros(size: int) -> bytes:
    packer = zlib.compressobj(1)
    block = bytes(2**20)
    return b"".join([*(packer.compress(block) for _ in range(size // 2**20)), packer.flush()])


def pdf_bomb() -> bytes:
    return pdf("", stream=zeros(2**29), coded=b"/Filter/FlateDecode")


def word_bomb() -> bytes:
    spaces = b"<w:document xmlns:w='urn:w'>" + b" " * 100 * 2**20 + b"</w:document>"
    return zipped({"word/document.xml": spaces})


REFUSED = {
    "100,000 parts within parts": lambda: nested(100_000),
    "200 parts within parts": lambda: nested(200),
    "100,000 parts": lambda: multipart(*[TEXT] * 100_000),
    "a heading of 10 MB in one line": lambda: b"Subject: " + b"x" * 10 * 2**20 + b"\r\n\r\n",
    "a heading of 10 MB in many lines": lambda: b"X: y\r\n" * (10 * 2**20 // 6),
}


@pytest.mark.hazard("HZ-02")
@pytest.mark.parametrize("made", REFUSED.values(), ids=REFUSED.keys())
def test_a_monster_is_set_aside_and_the_next_letter_is_read(reader, made: Callable[[], bytes]) -> None:
    with pytest.raises(Unreadable):
        reader.parse(made())
    assert reader.parse(incoming(b"Tuesday.")).text == "Tuesday."


BOMBS = {
    "a PDF": pdf_bomb,
    "a Word file": word_bomb,
    "a page loop": lambda: pdf("", stream=b"q " * 10_000_000),
}


@pytest.mark.hazard("HZ-02")
@pytest.mark.parametrize("made", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_in_a_file_costs_only_that_files_words(reader, made: Callable[[], bytes]) -> None:
    raw = multipart(TEXT, attachment(made(), "application/octet-stream"), attachment(docx("Fine"), "x/y"))
    mail = reader.parse(raw)
    assert mail.text == "See attached."
    assert mail.attachments[0].text_state == "unreadable"
    assert reader.parse(incoming(b"Tuesday.")).text == "Tuesday."


SLOW = {
    "semicolons": lambda: incoming(b"x", b"Content-Type: text/plain" + b";" * 400_000),
    "quotation marks": lambda: incoming(b"x", b"Cc: " + b'"' * 400_001),
    "escaped quotation marks": lambda: incoming(b"x", b'Cc: "' + b'\\"' * 200_000),
    "brackets": lambda: incoming(b"x", b"Cc: " + b"<" * 400_000),
    "angles": lambda: incoming(b"x", b"Cc: " + b"<a@b>" * 80_000),
    "comments": lambda: incoming(b"x", b"Cc: " + b"(" * 400_000),
    "encoded words": lambda: incoming(b"x", b"Subject: " + b"=?utf-8?q?a?= " * 28_000),
    "torn encoded words": lambda: incoming(b"x", b"Subject: " + b"=?a?q?" * 60_000),
    "references": lambda: incoming(b"x", b"References: " + b"<" * 400_000),
    "pieces of a name": lambda: incoming(
        b"x", b"Content-Disposition: attachment" + b"".join(b"; filename*%d*=x" % n for n in range(9999))
    ),
    "tags": lambda: incoming(b"<div>" * 400_000, b"Content-Type: text/html"),
    "comments in HTML": lambda: incoming(b"<!--" * 400_000, b"Content-Type: text/html"),
    "links": lambda: incoming(b"<a href='https://x.test'>" * 60_000, b"Content-Type: text/html"),
    "entities": lambda: incoming(b"&" * 1_000_000, b"Content-Type: text/html"),
}


@pytest.mark.hazard("HZ-02")
@pytest.mark.parametrize("made", SLOW.values(), ids=SLOW.keys())
def test_mail_made_to_be_slow_is_still_read(reader, made: Callable[[], bytes]) -> None:
    started = time.monotonic()
    reader.parse(made())
    assert time.monotonic() - started < 10
