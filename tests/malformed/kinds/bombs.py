"""Files and pages that are small outside and large within, or lead nowhere."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from functools import cache
from random import Random

from tests.malformed.kinds.making import attached, each, kind, laid_out
from tests.unit.mailkit.mails import pdf, zipped

SPACES = 60 * 2**20


@cache
def spaces() -> bytes:
    """60 MB of spaces, for a zip or a stream."""
    return b" " * SPACES


LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
)
OUTSIDE = (
    b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://attack.example/x">]>'
)
BODY = b'<w:document xmlns:w="urn:w"><w:p><w:t>%s</w:t></w:p></w:document>'
MANY = {f"word/{n}.xml": b"" for n in range(20_000)}


def xml_bomb(name: str) -> bytes:
    return zipped({name: b"<a>" + spaces() + b"</a>"})


OFFICE = {
    "Word": lambda: xml_bomb("word/document.xml"),
    "Excel": lambda: zipped(
        {"xl/workbook.xml": b"<a/>", "xl/sharedStrings.xml": b"<a>" + spaces() + b"</a>"}
    ),
    "PowerPoint": lambda: zipped(
        {"ppt/presentation.xml": b"<a/>", "ppt/slides/slide1.xml": b"<a>" + spaces()}
    ),
    "OpenDocument": lambda: xml_bomb("content.xml"),
    "entities that multiply": lambda: zipped({"word/document.xml": LAUGHS + b"]>" + BODY % b"&m;"}),
    "entities from outside": lambda: zipped({"word/document.xml": OUTSIDE + BODY % b"&x;&y;"}),
    "elements within elements": lambda: zipped({"word/document.xml": b"<a>" * 200_000}),
    "twenty thousand names": lambda: zipped({**MANY, "word/document.xml": BODY % b"words"}),
    "an endless text": lambda: zipped({"word/document.xml": BODY % (b"word " * 500_000)}),
    "strings that are not there": lambda: zipped(
        {
            "xl/workbook.xml": b"<a/>",
            "xl/worksheets/sheet1.xml": b"<row><c t='s'><v>99999999999</v></c></row>",
            "xl/sharedStrings.xml": b"<a/>",
        }
    ),
}


@each(OFFICE)
def office_file(draw: Random, make) -> bytes:
    """An Office file made to fill memory."""
    return attached(draw, make(), b"application/msword", b"letter.docx")


def lying_zip() -> bytes:
    """A zip that says its file has ten octets."""
    raw = zipped({"word/document.xml": BODY % (b"words " * 100_000)})
    made, at = bytearray(raw), raw.rfind(b"PK\x01\x02")
    made[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(made)


def zip_in_zips(depth: int = 40) -> bytes:
    inner = b"words"
    for level in range(depth):
        inner = zipped({f"{level}.zip": inner})
    return inner


def walking_zip() -> bytes:
    return zipped({"../../etc/passwd": b"x", "/root/.ssh/id": b"x", "C:\\windows\\x": b"x", "a" * 5000: b"x"})


def locked_zip() -> bytes:
    raw = bytearray(zipped({"word/document.xml": BODY % b"x"}))
    raw[6] |= 1
    raw[raw.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def same_names() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", BODY % b"first")
        archive.comment = b"c" * 60_000
    return made.getvalue() + made.getvalue()


ARCHIVES = {
    "zips within zips": zip_in_zips,
    "a zip that lies about sizes": lying_zip,
    "a zip with paths": walking_zip,
    "a zip with a lock": locked_zip,
    "a zip twice": same_names,
    "a zip cut short": lambda: zipped({"word/document.xml": BODY % b"words"})[:-30],
    "the head of a zip only": lambda: b"PK\x03\x04" + b"\xff" * 200,
    "gzip of zeros": lambda: gzip.compress(bytes(SPACES), 9),
    "deflate of zeros": lambda: zlib.compress(bytes(SPACES), 9),
    "tar with a hole": lambda: b"a".ljust(100, b"\x00") + b"77777777777\x00" * 30,
    "7z head": lambda: b"7z\xbc\xaf\x27\x1c" + b"\xff" * 100,
    "rar head": lambda: b"Rar!\x1a\x07\x01\x00" + b"\xff" * 100,
    "an old Office file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000,
    "a picture of 60,000 by 60,000": lambda: (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 60_000, 60_000) + b"\x08\x06\x00\x00\x00"
    ),
}


@each(ARCHIVES)
def archive(draw: Random, make) -> bytes:
    """An archive or a file with a trap in it."""
    return attached(draw, make(), b"application/zip", b"letters.zip")


def circular() -> bytes:
    return pdf("x").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]")


PDFS = {
    "a stream of 60 MB": lambda: pdf(
        "", stream=zlib.compress(bytes(SPACES), 9), coded=b"/Filter/FlateDecode"
    ),
    "filters upon filters": lambda: pdf(
        "", stream=b"x", coded=b"/Filter[" + b"/ASCIIHexDecode" * 5000 + b"]"
    ),
    "pages within themselves": circular,
    "ten million commands": lambda: pdf("", stream=b"q " * 3_000_000),
    "a table of objects that leads to itself": lambda: pdf("x").replace(b"trailer<<", b"trailer<</Prev 9 "),
    "no end": lambda: pdf("words")[:-200],
    "its head only": lambda: b"%PDF-1.7\n",
    "arrays within arrays": lambda: pdf("", stream=b"[" * 300_000),
    "a script": lambda: pdf("x").replace(
        b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
    ),
    "a lock": lambda: pdf("x").replace(b"/Root", b"/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(x)/P -1>>/Root"),
}


@each(PDFS)
def portable(draw: Random, make) -> bytes:
    """A PDF made to hang or to fill memory."""
    return attached(draw, make(), b"application/pdf", b"letter.pdf")


PAGES = {
    "entities": b"&amp;" * 300_000,
    "entities unknown": b"&" + b"x" * 300_000,
    "styles": b"<style>" + b"a{b:c}" * 100_000 + b"</style>",
    "a style left open": b"<style>" + b"x" * 500_000,
    "attributes": b"<p " + b"a=b " * 200_000 + b">",
    "one attribute": b"<p title='" + b"x" * 1_000_000 + b"'>",
    "tables within tables": b"<table><tr><td>" * 5_000,
    "formatting left open": b"<b><i><u><a href='https://x.example'>" * 3_000 + b"<p>" * 3_000,
    "comments left open": b"<!--" * 100_000,
    "rows by the million": b"<table>" + b"<tr><td>" * 40_000,
}


@each(PAGES)
def page(draw: Random, html: bytes) -> bytes:
    """A page made to fill memory or to take for ever."""
    return laid_out(draw, html + b"<p>The words of the letter.")


@kind
def thirty_million_letters(draw: Random) -> bytes:
    """A text attachment of one letter thirty million times."""
    return attached(draw, b"x" * 30_000_000, b"text/plain", b"long.txt")
