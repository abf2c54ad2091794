"""Transfer encodings, broken or unknown (RFC 2045 section 6)."""

from __future__ import annotations

import base64
from random import Random

from tests.malformed.kinds.making import each, kind, letter, multi, text

ENCODED = base64.b64encode(b"Her potassium is 6.9. " * 20)

CLAIMED = {
    "base64 with strays": (b"base64", b"!!" + ENCODED[:40] + b"\x00**\r\n" + ENCODED[40:]),
    "base64 without its end": (b"base64", ENCODED[:-3]),
    "base64 of one character": (b"base64", b"Q"),
    "base64 of five characters": (b"base64", b"QUJDR"),
    "base64 with its end in the middle": (b"base64", b"QUI=" + ENCODED),
    "base64 of signs of its end only": (b"base64", b"=" * 5000),
    "base64 in one line of 200 kB": (b"base64", base64.b64encode(b"x" * 150_000)),
    "base64 with spaces in it": (b"base64", b" ".join(bytes([c]) for c in ENCODED)),
    "base64 and then words": (b"base64", ENCODED + b"\r\n\r\nwords in the clear\r\n"),
    "base64 of another alphabet": (b"base64", b"-_-_" * 30),
    "base64 that is words": (b"base64", b"These are plain words, and nothing is encoded.\r\n"),
    "base64 of base64": (b"base64", base64.b64encode(ENCODED)),
    "empty base64": (b"base64", b""),
    "quoted-printable with bare signs": (b"quoted-printable", b"a = b == c =\r\n=G1 =1 =\r\n"),
    "quoted-printable in small letters": (b"quoted-printable", b"caf=c3=a9"),
    "quoted-printable ending soft": (b"quoted-printable", b"words ="),
    "quoted-printable of signs only": (b"quoted-printable", b"=" * 100_000),
    "quoted-printable with eight bits": (b"quoted-printable", b"caf\xe9 =C3=A9"),
    "quoted-printable NUL and CR": (b"quoted-printable", b"a=00b=0Dc=0Ad"),
    "quoted-printable lines of 10,000": (b"quoted-printable", b"x" * 10_000),
    "seven bits that are eight": (b"7bit", b"caf\xe9\r\n"),
    "binary with NUL": (b"binary", bytes(range(256))),
    "uuencode": (b"x-uuencode", b"begin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n"),
    "yEnc": (b"x-yenc", b"=ybegin line=128 size=3 name=a\r\nklm\r\n=yend size=3\r\n"),
    "unknown": (b"x-nobody-knows", ENCODED),
    "with a comment": (b"base64 (really)", ENCODED),
    "in capitals": (b"BASE64", ENCODED),
    "two at once": (b"base64, gzip", ENCODED),
    "empty": (b"", ENCODED),
}


@each(CLAIMED)
def claimed(draw: Random, given: tuple[bytes, bytes]) -> bytes:
    """A text said to be encoded as."""
    return letter(draw, given[1], b"Content-Type: text/plain", b"Content-Transfer-Encoding: " + given[0])


@kind
def an_encoded_message_within(draw: Random) -> bytes:
    """A message within a message in base64, which RFC 2046 forbids."""
    inner = base64.encodebytes(letter(draw)).replace(b"\n", b"\r\n")
    return multi(
        draw, text(), b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + inner
    )


@kind
def a_file_within_the_text(draw: Random) -> bytes:
    """A file written into the text by uuencode, as mail was before MIME."""
    return letter(draw, b"See:\r\nbegin 644 letter.exe\r\n" + b"M" + b"0" * 60 + b"\r\n`\r\nend\r\n")
