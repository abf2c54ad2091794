"""What identifies a mail and places it in time and thread: doubled, made up, or unreadable."""

from __future__ import annotations

from random import Random

from tests.malformed.kinds.making import each

IDS = {
    "missing": b"",
    "empty": b"<>",
    "without angles": b"abc@hospital.example",
    "without an at sign": b"<abc>",
    "with spaces": b"<a b c@hospital.example>",
    "of 2,000 characters": b"<" + b"a" * 2000 + b"@hospital.example>",
    "of eight bits": b"<caf\xe9@hospital.example>",
    "two in one": b"<a@hospital.example> <b@hospital.example>",
    "with a comment": b"(a) <a@hospital.example> (b)",
    "with NUL": b"<a\x00b@hospital.example>",
    "folded": b"\r\n <a@hospital.example>",
    "left open": b"<a@hospital.example",
    "quoted": b'<"a b"@hospital.example>',
    "encoded": b"=?utf-8?q?=3Ca=40hospital.example=3E?=",
    "of markup": b"<script@alert>",
    "of another letter here": b"<same@hospital.example>",
    "of another letter here, again": b"<same@hospital.example>",
}


def plain(draw: Random, *lines: bytes) -> bytes:
    """A letter with no id and date but those given."""
    heading = [b"From: clinic@hospital.example", b"Subject: %d" % draw.getrandbits(64), *filter(None, lines)]
    return b"\r\n".join([*heading, b"", b"words %d" % draw.getrandbits(64), b""])


@each(IDS)
def message_id(draw: Random, value: bytes) -> bytes:
    """A Message-ID that is."""
    return plain(draw, value and b"Message-ID: " + value)


DATES = {
    "missing": b"",
    "empty": b" ",
    "without a zone": b"Mon, 02 Mar 2026 09:30:00",
    "of the year nought": b"Mon, 02 Mar 0000 09:30:00 +0000",
    "of the year 99999": b"Mon, 02 Mar 99999 09:30:00 +0000",
    "of two digits": b"02 Mar 26 09:30 +0000",
    "of 32 January": b"Fri, 32 Jan 2026 09:30:00 +0000",
    "of 29 February 2026": b"Sun, 29 Feb 2026 09:30:00 +0000",
    "of a month nobody knows": b"Mon, 02 Foo 2026 09:30:00 +0000",
    "at 25 o'clock": b"Mon, 02 Mar 2026 25:61:61 +0000",
    "at a leap second": b"Wed, 31 Dec 2025 23:59:60 +0000",
    "of zone +9999": b"Mon, 02 Mar 2026 09:30:00 +9999",
    "of zone -99999999": b"Mon, 02 Mar 2026 09:30:00 -99999999",
    "of a zone with a name": b"Mon, 02 Mar 2026 09:30:00 BST",
    "before the epoch": b"Thu, 01 Jan 1801 00:00:00 +0000",
    "in the future": b"Fri, 02 Mar 2125 09:30:00 +0000",
    "of ten thousand digits": b"1" * 10_000,
    "as a number": b"1772443800",
    "by ISO 8601": b"2026-03-02T09:30:00Z",
    "in words": b"Monday morning",
    "encoded": b"=?utf-8?q?Mon,_02_Mar_2026_09:30:00_+0000?=",
    "of eight bits": b"Mon, 02 M\xe4r 2026 09:30:00 +0000",
    "with a comment left open": b"Mon, 02 Mar 2026 09:30:00 +0000 (GMT",
    "negative": b"Mon, -2 Mar -2026 -9:-30:00 +0000",
}


@each(DATES)
def date(draw: Random, value: bytes) -> bytes:
    """A date that is."""
    return plain(draw, value and b"Date: " + value)


THREADS = {
    "itself": b"In-Reply-To: <self@hospital.example>\r\nMessage-ID: <self@hospital.example>",
    "five thousand": b"References: " + b"\r\n ".join(b"<%d@x.example>" % n for n in range(5000)),
    "words": b"In-Reply-To: Your message of Monday",
    "two In-Reply-To": b"In-Reply-To: <a@x.example>\r\nIn-Reply-To: <b@x.example>",
    "ids without a space": b"References: <a@x.example><b@x.example><c@x.example>",
    "ids cut by folding": b"References: <a@x.\r\n example> <b@\r\n\tx.example>",
    "an index of Exchange, broken": b"Thread-Index: !!!!\r\nThread-Topic: x",
}


@each(THREADS)
def answers(draw: Random, lines: bytes) -> bytes:
    """A letter that says it answers."""
    return plain(draw, lines)
