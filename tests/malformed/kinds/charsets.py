"""Character sets: unknown, wrong, broken, or no character sets at all."""

from __future__ import annotations

from random import Random

from tests.malformed.kinds.making import each, kind, laid_out, letter

WORDS = "Her café visit – £5, 診療 ok"

CLAIMED = {
    "unknown": (b"klingon", WORDS.encode()),
    "empty": (b'""', WORDS.encode()),
    "of two hundred characters": (b"x" * 200, WORDS.encode()),
    "with NUL": (b"utf-8\x00", WORDS.encode()),
    "given twice": (b"utf-8; charset=utf-16", WORDS.encode()),
    "with a language": (b"utf-8*en", WORDS.encode()),
    "UTF-8, but it is Latin 1": (b"utf-8", "café £5".encode("latin-1")),
    "UTF-8 in over-long forms": (b"utf-8", b"\xc0\xbcscript\xc0\xbe \xe0\x80\xaf"),
    "UTF-8 with surrogates": (b"utf-8", b"a\xed\xa0\xbd\xed\xb8\x80b"),
    "UTF-8 cut in a character": (b"utf-8", WORDS.encode()[:-5] + b"\xe8\xa8"),
    "UTF-8 with a mark": (b"utf-8", b"\xef\xbb\xbf" + WORDS.encode()),
    "ASCII, but it is not": (b"us-ascii", WORDS.encode()),
    "UTF-7": (b"utf-7", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-"),
    "UTF-7 broken": (b"utf-7", b"+AD+++///"),
    "UTF-16": (b"utf-16", WORDS.encode("utf-16")),
    "UTF-16 of odd length": (b"utf-16-le", WORDS.encode("utf-16-le")[:-1]),
    "UTF-32 out of range": (b"utf-32", b"\xff\xff\xff\x7f" * 4),
    "Latin 1 with controls": (b"iso-8859-1", b"a\x80\x81\x9fb"),
    "Windows with holes": (b"windows-1252", b"a\x81\x8d\x8f\x90\x9db"),
    "Shift JIS broken": (b"shift_jis", b"\x81\x20\xfc\xfc"),
    "ISO 2022 left open": (b"iso-2022-jp", b"\x1b$B$3$s<script>"),
    "ISO 2022 Korean": (b"iso-2022-kr", b"\x1b$)C\x0e!!\x0f"),
    "HZ left open": (b"hz-gb-2312", b"~{<:Ky2;"),
    "GB18030": (b"gb18030", "診療".encode("gb18030")),
    "Big5 broken": (b"big5", b"\xa4\xa4\xa4"),
    "KOI8": (b"koi8-r", "Привет".encode("koi8-r")),
    "EBCDIC": (b"cp037", "words".encode("cp037")),
    "a zip": (b"zip", b"x\x9c\x03\x00\x00\x00\x00\x01"),
    "hexadecimal": (b"hex", b"414243"),
    "base64": (b"base64", b"QUJD"),
    "letters turned": (b"rot13", b"jbeqf"),
    "escapes of a language": (b"unicode_escape", b"\\x3cscript\\x3e \\N{DIGIT ONE}"),
    "punycode": (b"punycode", b"a-" + b"9" * 400),
    "IDNA": (b"idna", b"xn--" + b"a" * 60),
    "undefined": (b"undefined", b"words"),
}


@each(CLAIMED)
def claimed(draw: Random, given: tuple[bytes, bytes]) -> bytes:
    """Text whose character set is said to be."""
    return letter(draw, given[1] + b"\r\n", b"Content-Type: text/plain; charset=" + given[0])


@kind
def a_page_that_says_otherwise(draw: Random) -> bytes:
    """HTML whose own meta names another character set than its part."""
    return laid_out(draw, b'<meta charset="utf-7"><p>+ADw-script+AD4-alert(1)</p>')
