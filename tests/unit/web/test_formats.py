"""What people read: times in London, waits in words, names and numbers as a practice writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from carepost.doors.web import formats

NOW = datetime(2026, 5, 4, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 5, 4, 9, 42, tzinfo=UTC), "today 10:42"),
        (datetime(2026, 5, 3, 15, 5, tzinfo=UTC), "yesterday 16:05"),
        (datetime(2026, 5, 3, 23, 30, tzinfo=UTC), "today 00:30"),
        (datetime(2025, 12, 24, 8, 5, tzinfo=UTC), "24 December 2025, 08:05"),
    ],
)
def test_times_are_said_in_london(at: datetime, words: str) -> None:
    assert formats.moment(at, now=NOW) == words


@pytest.mark.parametrize(
    ("minutes", "words", "short"),
    [
        (0, "just now", "under 1 min"),
        (1, "1 minute", "1 min"),
        (59, "59 minutes", "59 min"),
        (60, "1 hour", "1 h"),
        (65, "1 hour 5", "1 h 05"),
        (130, "2 hours 10", "2 h 10"),
        (26 * 60 + 5, "26 hours", "26 h"),
        (72 * 60, "3 days", "3 days"),
    ],
)
def test_waiting_is_said_in_words(minutes: int, words: str, short: str) -> None:
    assert formats.waiting(timedelta(minutes=minutes)) == words
    assert formats.short_waiting(timedelta(minutes=minutes)) == short


def test_nhs_number_is_grouped_3_3_4() -> None:
    assert formats.nhs_number("9990000018") == "999 000 0018"
    assert formats.nhs_number("not known") == "not known"


def test_patient_is_named_family_first_in_capitals() -> None:
    assert formats.patient_name("O'Neill", "Siân") == "O'NEILL, Siân"


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (date(1985, 5, 4), "4 May 1985 (41 y)"),
        (date(1985, 5, 5), "5 May 1985 (40 y)"),
        (date(2026, 1, 20), "20 January 2026 (3 months)"),
    ],
)
def test_date_of_birth_says_the_age(birth: date, words: str) -> None:
    assert formats.born(birth, today=NOW.date()) == words


def test_sizes_are_never_nothing() -> None:
    assert [formats.file_size(n) for n in (0, 12, 84_300, 1_240_000)] == ["0 KB", "1 KB", "84 KB", "1.2 MB"]
