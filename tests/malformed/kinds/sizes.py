"""Very small and very large."""

from __future__ import annotations

import base64
from random import Random

from tests.malformed.kinds.making import each, kind, letter, multi, text

MEGABYTES = 35


@each(
    {
        "nothing": b"",
        "one letter": b"x",
        "a line end": b"\r\n",
        "LF": b"\n",
        "CR": b"\r",
        "NUL": b"\x00",
        "a dot": b".",
        "a colon": b":",
        "a space": b" ",
        "0xFF": b"\xff",
        "ten thousand line ends": b"\r\n" * 10_000,
        "ten thousand NULs": b"\x00" * 10_000,
    }
)
def only(draw: Random, raw: bytes) -> bytes:
    """A mail that is no more than."""
    return raw


@kind
def noise(draw: Random) -> bytes:
    """Fifty thousand octets drawn at random."""
    return draw.randbytes(50_000)


@kind
def thirty_five_megabytes_attached(draw: Random) -> bytes:
    """A letter with an attachment, 35 MB in all, as large as NHSmail takes."""
    data = base64.encodebytes(draw.randbytes(MEGABYTES * 1_000_000 * 56 // 78)).replace(b"\n", b"\r\n")
    head = b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
    return multi(draw, text(), head + b'Content-Disposition: attachment; filename="scan.tif"\r\n\r\n' + data)


@kind
def thirty_five_megabytes_of_words(draw: Random) -> bytes:
    """A letter whose text is 35 MB."""
    return letter(draw, (b"His potassium is 6.9 today. " * 2 + b"\r\n") * (MEGABYTES * 1_000_000 // 58))
