"""Text as ASCII for headers and bodies: RFC 2047 words, RFC 2231 parameters, quoted-printable and base64."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import quote

from carepost.ground.kernel import Refused

FOLD = 78  # characters a line should not pass (RFC 5322 section 2.1.1)
_WORD_OCTETS = 42  # of UTF-8 in one encoded word, which may have 75 characters in all
_PIECE = 60  # characters of a parameter's value before it is continued
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_LONGEST_WORD = 900
_EASY_LINE = re.compile(rf"(?!From |\.)[\t -~]{{0,{FOLD}}}(?<![ \t])")


def check_header(text: str) -> str:
    """The text, if it can stand in a header; Refused for line breaks and other control characters."""
    if found := _CONTROLS.search(text):
        raise Refused(
            f"Character {found.start() + 1} is a line break or control character (U+{ord(found[0]):04X}), "
            "which the heading of a message cannot hold. Type it again by hand."
        )
    return text


def header_words(text: str) -> list[str]:
    """The words of a header's value, encoded if they must be; a line may be broken before any of them."""
    check_header(text)
    words = text.split(" ")
    plain = _PLAIN.fullmatch(text) and "=?" not in text and max(map(len, words)) <= _LONGEST_WORD
    if plain or not text:
        return words
    return [f"=?utf-8?B?{base64.b64encode(chunk).decode('ascii')}?=" for chunk in _chunks(text)]


def fold(name: str, words: list[str]) -> bytes:
    """One header with its CRLF, its lines broken between words."""
    lines = [f"{name}:"]
    for word in words:
        # The first word stays beside its name: some systems lose a header whose first line is empty.
        if len(lines[-1]) + 1 + len(word) > FOLD and not lines[-1].endswith(":"):
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines).encode("ascii") + b"\r\n"


def parameter(name: str, value: str) -> list[str]:
    """A parameter as pieces to be joined by semicolons: plain if it can be, else as RFC 2231 has it."""
    check_header(value)
    if value.isascii() and len(value) <= _PIECE and not {'"', "\\", "\t"} & set(value):
        return [f'{name}="{value}"']
    encoded = "utf-8''" + quote(value, safe="")
    if len(encoded) <= _PIECE:
        return [f"{name}*={encoded}"]
    return [f"{name}*{place}*={piece}" for place, piece in enumerate(_pieces(encoded))]


def body_lines(text: str) -> list[str]:
    """The lines of a text, whichever way their ends were written; Refused for a NUL or half a character."""
    if found := re.search(r"[\x00\ud800-\udfff]", text):
        raise Refused(f"Character {found.start() + 1} of the text cannot be sent. Take it out and try again.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # What ends with a line end has no further, empty, line.
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def encode_body(lines: list[str]) -> tuple[str, bytes]:
    """The transfer encoding chosen, and the body in it: CRLF line ends and ASCII only."""
    if all(_EASY_LINE.fullmatch(line) for line in lines):
        return "7bit", "".join(f"{line}\r\n" for line in lines).encode("ascii")
    octets = [line.encode() for line in lines]
    size = sum(map(len, octets))
    if sum(byte > 126 for line in octets for byte in line) * 6 > size:
        return "base64", base64_lines(b"".join(line + b"\r\n" for line in octets))
    return "quoted-printable", b"".join(_quoted_printable(line) for line in octets)


def base64_lines(data: bytes) -> bytes:
    """Base64 in lines of 76 characters."""
    encoded = base64.b64encode(data)
    return b"".join(encoded[at : at + 76] + b"\r\n" for at in range(0, len(encoded), 76))


def _quoted_printable(line: bytes) -> bytes:
    soft = binascii.b2a_qp(line, istext=False).replace(b"=\n", b"=\r\n")
    # A server that keeps mail in one file turns a leading "From " into ">From ".
    return (b"=46rom " + soft[5:] if soft.startswith(b"From ") else soft) + b"\r\n"


def _chunks(text: str) -> Iterator[bytes]:
    chunk = b""
    for character in text:
        octets = character.encode()
        if len(chunk) + len(octets) > _WORD_OCTETS:
            yield chunk
            chunk = b""
        chunk += octets
    yield chunk


def _pieces(encoded: str) -> Iterator[str]:
    at = 0
    while at < len(encoded):
        end = at + _PIECE
        # A piece never ends inside %XX: old readers decode each piece alone.
        end -= next((back for back in (1, 2) if encoded[end - back : end - back + 1] == "%"), 0)
        yield encoded[at:end]
        at = end
