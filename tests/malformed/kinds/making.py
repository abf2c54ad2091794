"""How a kind is named, registered and made: a function of a draw, or one function over a table of variants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

KINDS: dict[str, Kind] = {}
SERVICE = b"y90001@nhsmail.example"


@dataclass(frozen=True)
class Kind:
    """One way for a mail to be wrong; `make` gives its bytes from a draw of its own."""

    name: str
    title: str
    make: Callable[[Random], bytes]


def kind(function: Callable[[Random], bytes]) -> Callable[[Random], bytes]:
    """Register a function as a kind; its docstring is the title."""
    _register(function, function.__name__, str(function.__doc__), function)
    return function


def each(variants: Mapping[str, Any]) -> Callable[[Callable[..., bytes]], Callable[..., bytes]]:
    """Register a function as one kind for each variant: it is called with the draw and the variant."""

    def register(function: Callable[..., bytes]) -> Callable[..., bytes]:
        for name, variant in variants.items():
            title = f"{str(function.__doc__).rstrip('.')}: {name}"
            _register(function, f"{function.__name__}: {name}", title, partial(_given, function, variant))
        return function

    return register


def made(kind: Kind, seed: int) -> bytes:
    """The bytes of a kind: the same for the same seed."""
    return kind.make(Random(f"{seed} {kind.name}"))


def _given(function: Callable[..., bytes], variant: Any, draw: Random) -> bytes:
    return function(draw, variant)


def _register(function: Callable[..., bytes], name: str, title: str, make: Callable[[Random], bytes]) -> None:
    full = f"{function.__module__.rpartition('.')[2]}/{name}".replace("_", " ")
    assert full not in KINDS, full
    KINDS[full] = Kind(full, title, make)


def letter(
    draw: Random,
    body: bytes = b"Please see the enclosed.\r\n",
    *headers: bytes,
    sender: bytes = b"Heart Clinic <clinic@hospital.example>",
    subject: bytes | None = None,
) -> bytes:
    """A good letter but for the headers and the body given; never the same twice."""
    number = draw.getrandbits(64)
    usual = [
        b"From: " + sender,
        b"To: " + SERVICE,
        b"Subject: " + (subject if subject is not None else b"Letter %d" % (number % 10_000)),
        b"Message-ID: <%d@hospital.example>" % number,
        b"Date: Mon, 02 Mar 2026 09:30:00 +0000",
    ]
    return b"\r\n".join([*usual, *headers, b"", b""]) + body


def unique(draw: Random) -> bytes:
    """A heading line that makes a message differ from every other."""
    return b"X-Draw: %d\r\n" % draw.getrandbits(64)


def parts(*each: bytes, mark: bytes = b"cut", end: bool = True) -> bytes:
    """Parts given with their own headings, divided."""
    divided = b"".join(b"--" + mark + b"\r\n" + one + b"\r\n" for one in each)
    return divided + (b"--" + mark + b"--\r\n" if end else b"")


def multi(
    draw: Random, *each: bytes, kind: bytes = b"mixed", mark: bytes = b"cut", end: bool = True
) -> bytes:
    """A letter of several parts."""
    head = b"Content-Type: multipart/" + kind + b'; boundary="' + mark + b'"'
    return letter(draw, parts(*each, mark=mark, end=end), b"MIME-Version: 1.0", head)


def text(words: bytes = b"The words of the letter.", kind: bytes = b"plain") -> bytes:
    """A part of plain words."""
    return b"Content-Type: text/" + kind + b"\r\n\r\n" + words


def file(data: bytes, kind: bytes = b"application/octet-stream", name: bytes = b"letter.bin") -> bytes:
    """An attached part, its bytes as they are."""
    disposition = b'Content-Disposition: attachment; filename="' + name + b'"\r\n'
    return (
        b"Content-Type: " + kind + b"\r\n" + disposition + b"Content-Transfer-Encoding: binary\r\n\r\n" + data
    )


def attached(
    draw: Random, data: bytes, kind: bytes = b"application/octet-stream", name: bytes = b"a.bin"
) -> bytes:
    """A letter with one file."""
    return multi(draw, text(), file(data, kind, name))


def laid_out(draw: Random, html: bytes) -> bytes:
    """A letter of HTML alone."""
    return letter(draw, html, b"Content-Type: text/html; charset=utf-8")
