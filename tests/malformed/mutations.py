"""Mail changed at random: octets, cuts, line ends, lines of the heading, two mails in one."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from tests.malformed.kinds import KINDS, made
from tests.malformed.size import SEED
from tests.unit.mailkit.mails import TEXT, attachment, docx, incoming, multipart

LONGEST = 4_000  # octets: a longer one is slow to mutate, and shows no more
GOOD = (
    incoming(b"Tuesday.\r\n", b"Message-ID: <a@hospital.example>", b"Date: Mon, 02 Mar 2026 09:30:00 +0000"),
    multipart(TEXT, attachment(b"words", "text/plain"), attachment(docx("words"), "application/msword")),
    multipart(TEXT, b"Content-Type: text/html\r\n\r\n<p>See <b>attached</b>.", kind=b"alternative"),
)
HEAVY = ("bombs", "hangs", "depth", "sizes")

at = st.integers(0, LONGEST)
octets = st.binary(max_size=8) | st.sampled_from(
    [
        b"\r\n",
        b"\n",
        b"\r",
        b"\x00",
        b"--cut",
        b": ",
        b"=?utf-8?q?",
        b"?=",
        b'"',
        b";",
        b"<",
        b"@",
        b"\xff",
        b"From ",
    ]
)
ends = st.sampled_from([b"\n", b"\r", b"\r\r\n", b"\n\r", b"\r\n\r\n"])


def small() -> list[bytes]:
    """Good mail, and every kind that is small."""
    light = (kind for name, kind in KINDS.items() if not name.startswith(HEAVY))
    return [*GOOD, *(raw for raw in (made(kind, SEED) for kind in light) if len(raw) <= LONGEST)]


Change = Callable[[bytes], bytes]


def _over(start: int, new: bytes) -> Change:
    return lambda raw: raw[:start] + new + raw[start + len(new) :]


def _into(start: int, new: bytes) -> Change:
    return lambda raw: raw[:start] + new + raw[start:]


def _without(start: int, length: int) -> Change:
    return lambda raw: raw[:start] + raw[start + length :]


def _ended(end: bytes) -> Change:
    return lambda raw: raw.replace(b"\r\n", end)


def _twice(number: int) -> Change:
    def change(raw: bytes) -> bytes:
        lines = raw.split(b"\r\n")
        line = lines[number % len(lines)]
        return b"\r\n".join([line, *lines])

    return change


def _swapped(one: int, other: int) -> Change:
    def change(raw: bytes) -> bytes:
        lines = raw.split(b"\r\n")
        one_at, other_at = one % len(lines), other % len(lines)
        lines[one_at], lines[other_at] = lines[other_at], lines[one_at]
        return b"\r\n".join(lines)

    return change


changes = st.one_of(
    st.builds(_over, at, octets),
    st.builds(_into, at, octets),
    st.builds(_without, at, st.integers(1, 200)),
    st.builds(_without, at, st.just(LONGEST)),
    st.builds(_ended, ends),
    st.builds(_twice, st.integers(0, 30)),
    st.builds(_swapped, st.integers(0, 30), st.integers(0, 30)),
)


def mutated() -> st.SearchStrategy[bytes]:
    """A mail, its changes applied one after another; sometimes with another behind it."""

    def apply(raw: bytes, made: list[Change], behind: bytes) -> bytes:
        for change in made:
            raw = change(raw)
        return raw + behind

    mails = st.sampled_from(small())
    return st.builds(apply, mails, st.lists(changes, min_size=1, max_size=8), st.just(b"") | mails)
