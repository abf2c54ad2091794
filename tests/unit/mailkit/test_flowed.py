"""Lines a mail program broke for its own sake (RFC 3676) are put together, and no others."""

from __future__ import annotations

import time

import pytest

from tests.unit.mailkit.mails import incoming

FLOWED = b"Content-Type: text/plain; charset=utf-8; format=flowed"


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Could you see \r\nhim sooner?\r\n\r\nYes.", "Could you see him sooner?\n\nYes."),
        ("Ramipril 5 mg\r\nBisoprolol 2.5 mg", "Ramipril 5 mg\nBisoprolol 2.5 mg"),
        ("He wrote: \r\n> Could you \r\n> see him?\r\n>> Yes.", "He wrote: \n> Could you see him?\n>> Yes."),
        (" From the clinic\r\n  two spaces\r\n >5 mg", "From the clinic\n two spaces\n >5 mg"),
        ("Thank you \r\n-- \r\nDr Example", "Thank you \n-- \nDr Example"),
        ("", ""),
    ],
)
def test_what_a_program_broke_is_put_together(reader, sent: str, shown: str) -> None:
    assert reader.parse(incoming(sent.encode(), FLOWED)).text == shown


def test_where_the_spaces_are_the_programs_too_no_word_stays_torn(reader) -> None:
    sent = b"See https://x.test/a \r\nbcd, ibu \r\nprofen  \r\n200 mg"
    assert reader.parse(incoming(sent, FLOWED + b"; delsp=YES")).text == (
        "See https://x.test/abcd, ibuprofen 200 mg"
    )


def test_a_text_that_does_not_say_so_keeps_its_lines(reader) -> None:
    assert reader.parse(incoming(b"one \r\ntwo", b"Content-Type: text/plain")).text == "one \ntwo"


def test_a_megabyte_of_one_paragraph_takes_no_time(reader) -> None:
    began = time.monotonic()
    mail = reader.parse(incoming(b"words of a very long paragraph \r\n" * 30_000, FLOWED))
    assert time.monotonic() - began < 5
    assert "\n" not in mail.text.rstrip()
