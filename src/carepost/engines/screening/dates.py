"""Dates in the forms British letters use; any of them may be somebody's date of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<word>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_FORMS = (
    re.compile(
        r"(?<![0-9/.-])(?P<day>[0-9]{1,2}) ?(?P<mark>[/.-]) ?(?P<month>[0-9]{1,2}) ?(?P=mark) ?"
        r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])"
    ),
    re.compile(
        r"(?<![0-9/.-])(?P<year>[0-9]{4})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9])"
    ),
    re.compile(
        rf"(?<![0-9])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s/.-]{{0,3}}{_MONTH}\.?[\s,/.-]{{0,3}}"
        r"(?P<year>[0-9]{4}|['’]?[0-9]{2})(?![0-9])",
        re.IGNORECASE,
    ),
)


def dates(text: str) -> Iterator[date]:
    """Each date that exists; a year of two digits is read in both centuries, since either may be meant."""
    for form in _FORMS:
        for written in form.finditer(text):
            yield from _meant(written)


def _meant(written: re.Match[str]) -> Iterator[date]:
    parts = written.groupdict()
    month = int(parts["month"]) if parts.get("month") else _MONTHS.index(parts["word"][:3].lower()) + 1
    year = parts["year"].lstrip("'’")
    for full in (int(year),) if len(year) == 4 else (1900 + int(year), 2000 + int(year)):
        try:
            yield date(full, month, int(parts["day"]))
        except ValueError:
            continue
