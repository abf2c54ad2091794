"""The parser and its fallback on mail changed at random, against each other.

They may disagree in nothing that a person goes by, as long as the heading is within what the fallback looks at; a
longer one (`outline.OCTETS`) it reads only so far, and may miss a second From line there. Nothing is decided by it.
"""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st

from carepost.ground.mailkit import html, outline, parse, reading
from carepost.ground.mailkit.hidden import uncovered
from carepost.ground.mailkit.limits import TooMuch
from carepost.ground.mailkit.parsed import ParsedMail
from tests.malformed.mutations import mutated, small
from tests.malformed.size import SEED
from tests.unit.mailkit.test_html import pages

EXAMPLES = int(os.environ.get("CAREPOST_FUZZ", "2000"))
SECONDS = 10.0
"""of a processor, for a mail of some kilobytes: many times what it takes"""

long_run = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def read(raw: bytes) -> ParsedMail | None:
    """What the parser says; None where it passes a limit. Whatever else it raises fails the test."""
    try:
        return parse.parse(raw, reading.unread)
    except TooMuch:
        return None


def told(mail: ParsedMail) -> tuple[object, ...]:
    """What a person goes by, and what mail is threaded by."""
    people = (mail.from_, mail.from_lines, mail.sender, mail.reply_to, mail.to, mail.cc)
    return (
        *people,
        mail.subject,
        mail.message_id,
        mail.in_reply_to,
        mail.references,
        mail.date,
        mail.headers,
    )


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.hazard("HZ-03")
@seed(SEED)
@long_run
@given(mutated())
@example(b"From: a@b.example\r\nFrom x\r\n y: z\r\n\r\n")
@example(b"From a\r\n b\r\nSubject: x\r\nFrom b\r\n\r\n")
@example(b":\r\n x\r\nSubject: y\r\n")
@example(b"From : a@b.example\rSubject \t: x\r\n : y\nDate : x\r\n\r\nTo : c@d.example\r\n")
@example(b"From x: y\nFrom : a@b.example\nFrom z\n\nwords\n")
@example(b"Subject : x\r\nFrom : a@b.example")
def test_parser_and_fallback_never_fail_and_say_the_same(raw: bytes) -> None:
    began = time.process_time()
    first, second = read(raw), outline.outline(raw)
    took = time.process_time() - began

    assert took < SECONDS
    if first is not None:
        assert told(first) == told(second)
    for mail in filter(None, (first, second, uncovered(second))):
        assert ParsedMail.from_json(mail.to_json().encode().decode()) == mail


@pytest.mark.slow
def test_they_say_the_same_of_every_kind_as_it_is() -> None:
    disagreed = []
    for raw in small():
        first = read(raw)
        if first is not None and told(first) != told(outline.outline(raw)):
            disagreed.append(raw[:200])
    assert disagreed == []


@pytest.mark.slow
@pytest.mark.timeout(0)
@seed(SEED)
@settings(parent=long_run, max_examples=max(EXAMPLES // 3, 100))
@given(
    pages | st.text(), st.sampled_from(["<a>", "<b><p>", "<table>", "<svg>", "<math>", "<select>", "<!--"])
)
@example("words<marquee>words<a>words", "<a>")
@example("<p><b><object></p><p>", "<b><p>")
def test_a_page_is_clean_after_cleaning(page: str, before: str) -> None:
    safe = html.sanitise(before + page)
    assert html.sanitise(safe) == safe
