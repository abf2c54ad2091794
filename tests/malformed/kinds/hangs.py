"""Whatever makes a reader slow: the parser, and the rooms that look at what it read."""

from __future__ import annotations

from random import Random

from tests.malformed.kinds.making import attached, each, laid_out, letter

HEADERS = {
    "semicolons": b"Content-Type: text/plain" + b";" * 300_000,
    "parameters without values": b"Content-Type: text/plain" + b"; a" * 100_000,
    "equals signs": b"Content-Type: text/plain; a" + b"=" * 300_000,
    "quotation marks": b"Cc: " + b'"' * 300_001,
    "backslashes": b'Cc: "' + b"\\" * 300_001,
    "commas": b"Cc: " + b"," * 300_000,
    "colons": b"Cc: " + b":" * 300_000,
    "brackets open": b"Cc: " + b"(" * 300_000,
    "angles": b"Cc: " + b"<a@b>" * 60_000,
    "at signs": b"Cc: " + b"@" * 300_000,
    "spaces": b"Cc: a" + b" " * 300_000 + b"b@c.example",
    "encoded words": b"X-A: " + b"=?utf-8?q?a?= " * 20_000,
    "torn encoded words": b"Cc: " + b"=?a?q?" * 50_000,
    "question marks": b"Cc: =?" + b"?" * 300_000,
    "references": b"References: " + b"<" * 300_000,
    "references by the thousand": b"References: "
    + b"".join(b"<%d@x.example>\r\n " % n for n in range(9_000)),
    "a date of digits": b"Date: " + b"1" * 300_000,
    "a date of brackets": b"Date: Mon, " + b"(" * 5_000,
    "pieces of a name": b"Content-Type: text/plain" + b"".join(b"; name*%d=x" % n for n in range(9_999)),
    "folds": b"X-A: a" + b"\r\n\t" * 100_000 + b"b",
    "tokens": b"Cc: " + b",".join(b"y90001+%040d@nhsmail.example" % n for n in range(4_000)),
}


@each(HEADERS)
def heading_of(draw: Random, line: bytes) -> bytes:
    """A header line made to be slow to read, of."""
    return letter(draw, b"words\r\n", line)


TEXTS = {
    "On without wrote": b"On \r\n" * 60_000,
    "On and on": b"On " * 150_000,
    "From lines": b"From: \r\n" * 60_000,
    "From and Sent lines": b"From: a\r\nSent: b\r\nTo: c\r\n" * 20_000,
    "rules": b"_____\r\n" * 70_000,
    "dashes": b"-" * 500_000,
    "quotation marks": b">" * 500_000,
    "quoted lines": b"> x\r\n" * 90_000,
    "blank lines": b"\r\n" * 250_000,
    "spaces": b" " * 500_000 + b"x",
    "digits": b"9" * 500_000,
    "digits with spaces": b"9 " * 250_000,
    "almost NHS numbers": b"999-000-001 " * 40_000,
    "NHS numbers": b"999 000 0018\r\n" * 30_000,
    "dates": b"1/1/01 " * 70_000,
    "almost dates": b"1 Janua " * 60_000,
    "names": b"Anna Maria Luisa " * 30_000,
    "capitals": b"SMITH " * 80_000,
    "initials": b"J. " * 160_000,
    "particles": b"Anna de la van der " * 25_000,
    "joined words": b"Anna-" * 100_000,
    "links": b"https://x.example/" * 25_000,
    "references of ours": b"CP-AAAAA-BBBB " * 35_000,
    "combining marks": b"a" + "\u0301".encode() * 250_000,
    "one word": b"A" + b"a" * 500_000,
}


@each(TEXTS)
def text_of(draw: Random, body: bytes) -> bytes:
    """A text made to be slow to look through, of."""
    return letter(draw, body + b"\r\n", b"Content-Type: text/plain; charset=utf-8")


PAGES = {
    "angles": b"<" * 300_000,
    "tags cut": b"<a " * 100_000,
    "ends of tags": b"</p>" * 90_000,
    "conditional comments": b"<!--[if" * 60_000,
    "declarations": b"<!" * 200_000,
    "instructions": b"<?" * 200_000,
    "sections": b"<![CDATA[" * 40_000,
    "scripts": b"<script>" * 40_000,
    "lists": b"<li>" * 90_000,
    "text areas": b"<textarea>" * 40_000,
    "selections": b"<select><option>" * 20_000,
}


@each(PAGES)
def page_of(draw: Random, html: bytes) -> bytes:
    """A page made to be slow to read, of."""
    return laid_out(draw, html)


@each({"names": b"Anna Maria ", "numbers": b"999 000 0018 ", "dates": b"1 Jan 2001 "})
def file_of(draw: Random, words: bytes) -> bytes:
    """A file whose words are slow to look through, of."""
    return attached(draw, words * 200_000, b"text/plain", b"words.txt")
