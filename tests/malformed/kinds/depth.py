"""Things within things: deeper than anybody needs."""

from __future__ import annotations

from random import Random

from tests.malformed.kinds.making import attached, each, laid_out, letter, multi, text


@each({"29, within the limit": 29, "31, over it": 31, "100": 100, "10,000": 10_000})
def parts_within_parts(draw: Random, depth: int) -> bytes:
    """Multiparts within multiparts."""
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(1, depth)
    )
    return letter(
        draw, b"--b0\r\n" + opening + b"\r\nwords\r\n", b"Content-Type: multipart/mixed; boundary=b0"
    )


@each({"10": 10, "200": 200, "5,000": 5_000})
def messages_within_messages(draw: Random, depth: int) -> bytes:
    """Messages within messages."""
    inner = b"Content-Type: message/rfc822\r\n\r\n" * depth + b"Subject: innermost\r\n\r\nwords\r\n"
    return letter(draw, b"Subject: within\r\n" + inner, b"Content-Type: message/rfc822")


@each({"999, within the limit": 999, "1,001, over it": 1_001, "20,000": 20_000})
def parts_beside_parts(draw: Random, count: int) -> bytes:
    """Parts, very many."""
    return multi(draw, *[text(b"%d" % n) for n in range(count)])


DEEP = {
    "brackets in an address": (b"(" * 5_000 + b"x" + b")" * 5_000 + b" <clinic@hospital.example>", b"words"),
    "groups": (b"a:" * 5_000 + b"clinic@hospital.example;", b"words"),
    "angles": (b"<" * 5_000 + b"clinic@hospital.example" + b">" * 5_000, b"words"),
    "quotations": (b"clinic@hospital.example", b"".join(b">" * n + b" words\r\n" for n in range(600))),
    "quotation marks": (b'"' + b'\\"' * 5_000 + b'" <clinic@hospital.example>', b"words"),
}


@each(DEEP)
def within(draw: Random, given: tuple[bytes, bytes]) -> bytes:
    """Depth in."""
    return letter(draw, given[1] + b"\r\n", sender=given[0])


@each({"div": b"<div>", "blockquote": b"<blockquote>", "list": b"<ul><li>", "span": b"<span>"})
def elements(draw: Random, tag: bytes) -> bytes:
    """A page with 10,000 elements within each other."""
    return laid_out(draw, tag * 10_000 + b"The words of the letter.")


@each({"JSON": b"[" * 300_000, "XML": b"<a>" * 300_000, "braces": b"{" * 300_000})
def files(draw: Random, data: bytes) -> bytes:
    """A text file of brackets."""
    return attached(draw, data, b"text/plain", b"deep.txt")
