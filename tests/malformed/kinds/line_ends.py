"""Line ends other than CRLF."""

from __future__ import annotations

from random import Random

from tests.malformed.kinds.making import each, kind, letter

ENDS = {
    "LF": b"\n",
    "CR": b"\r",
    "CR CR LF": b"\r\r\n",
    "LF CR": b"\n\r",
    "vertical tab": b"\x0b\r\n",
    "form feed": b"\x0c\r\n",
    "NEL": b"\x85\r\n",
    "Unicode separators": "\u2028\u2029\r\n".encode(),
    "NUL before": b"\x00\r\n",
    "record separators": b"\x1c\x1d\x1e\r\n",
}


@each(ENDS)
def every_line_by(draw: Random, end: bytes) -> bytes:
    """Every line of heading and text ended by."""
    return letter(draw, b"one\r\ntwo\r\n\r\nthree\r\n").replace(b"\r\n", end)


@each(ENDS)
def text_by(draw: Random, end: bytes) -> bytes:
    """A good heading, and the lines of the text ended by."""
    return letter(draw, end.join([b"one", b"two", b"", b"three", b""]))


@kind
def heading_by_lf(draw: Random) -> bytes:
    """A heading with LF and a text with CRLF."""
    heading, _, body = letter(draw, b"one\r\ntwo\r\n").partition(b"\r\n\r\n")
    return heading.replace(b"\r\n", b"\n") + b"\n\n" + body


@kind
def all_ends_in_turn(draw: Random) -> bytes:
    """Every line end there is, drawn."""
    raw = letter(draw, b"words\r\n" * 50)
    return b"".join(line + draw.choice([b"\r\n", b"\n", b"\r"]) for line in raw.split(b"\r\n"))


@kind
def no_end_at_all(draw: Random) -> bytes:
    """A last line that never ends."""
    return letter(draw, b"the last line")


@kind
def one_line_of_a_megabyte(draw: Random) -> bytes:
    """A line of a megabyte, where 998 octets are allowed."""
    return letter(draw, b"word " * 200_000)


@kind
def blank_line_of_spaces(draw: Random) -> bytes:
    """The line between heading and text has spaces in it."""
    return letter(draw).replace(b"\r\n\r\n", b"\r\n \t \r\n", 1)
