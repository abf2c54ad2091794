"""A list as spreadsheets save it: CSV in, lines with their numbers out. Nothing is judged here."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from carepost.ground.kernel import Refused

MOST_LINES = 5_000
MOST_OCTETS = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Columns by ours with the names people give them, the first of which we say; `needed` have to be there.

    `others` may be there, and are not read. `too_many`: what to do about a list that is too long.
    """

    columns: dict[str, tuple[str, ...]]
    needed: tuple[str, ...]
    others: bool = False
    too_many: str

    def column(self, name: str) -> str | None:
        """Ours; None for one that we do not know."""
        return next((column for column, names in self.columns.items() if name in names), None)


COLUMNS: dict[str, tuple[str, ...]] = {
    "email": ("email", "e-mail", "email address", "e-mail address"),
    "given_name": ("given name", "first name", "forename"),
    "family_name": ("family name", "last name", "surname"),
    "known_as": ("known as",),
    "role": ("role",),
    "job_title": ("job title",),
    "teams": ("teams", "team"),
    "starts": ("starts",),
    "ends": ("ends",),
    "telephone": ("telephone", "mobile"),
    "clinical_user": ("clinical system user",),
}
PEOPLE = Headings(
    columns=COLUMNS,
    needed=("email", "given_name", "family_name"),
    too_many="Split the list and import the parts.",
)
NOT_READ = "(not read)"
"""in place of a column whose cells are left out"""


@dataclass(frozen=True, slots=True)
class Line:
    """`number`: of the line in the file where it begins, counted from 1. `cells`: by column, trimmed, maybe empty.

    `unsaid`: columns that the list does not have, whose cells are empty.
    """

    number: int
    cells: dict[str, str]
    unsaid: frozenset[str] = frozenset()


def lines_of(raw: bytes, headings: Headings = PEOPLE) -> list[Line]:
    """Every line that is not empty. Refused for a file that cannot be read whole: then nothing of it is used."""
    if len(raw) > MOST_OCTETS:
        raise Refused("This file is larger than 2 MB, which is too large for a list of people.")
    text = text_of(raw)
    rows = _rows(text, headings)
    columns = _columns(next(rows, (1, []))[1], headings)
    unsaid = frozenset(headings.columns).difference(columns)
    found = [
        Line(number, dict.fromkeys(headings.columns, "") | _cells(number, columns, row), unsaid)
        for number, row in rows
        if any(map(str.strip, row))
    ]
    if not found:
        raise Refused("There is nobody in this file: no line stands below the headings.")
    return found


def text_of(raw: bytes) -> str:
    """As UTF-8, else as spreadsheets on Windows write it; what is neither is not a list."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(
        "This file is not a list we can read. Save it in the spreadsheet as “CSV UTF-8” and try again."
    )


def _rows(text: str, headings: Headings) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader, began = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True), 1
    try:
        for count, row in enumerate(reader):
            if count > MOST_LINES:
                raise Refused(f"There are more than {MOST_LINES:,} lines. {headings.too_many}")
            yield began, row
            began = reader.line_num + 1
    except csv.Error as problem:
        raise Refused(
            f"Line {began}: this line cannot be read. Look for a quotation mark that is not closed."
        ) from problem


def _columns(first: list[str], headings: Headings) -> list[str]:
    columns = [_column(heading, headings) for heading in first]
    missing = [headings.columns[column][0] for column in headings.needed if column not in columns]
    if missing:
        raise Refused(f"The first line has to name the columns, and has none called {', '.join(missing)}.")
    twice = next((column for column in headings.columns if columns.count(column) > 1), None)
    if twice:
        raise Refused(f"Two columns are called {headings.columns[twice][0]}. Keep one of them.")
    return columns


def _column(heading: str, headings: Headings) -> str:
    """Empty for a column without a heading; its cells have to be empty too."""
    name = " ".join(heading.replace("_", " ").lower().split())
    found = headings.column(name) if name else ""
    if found is None and not headings.others:
        known = ", ".join(names[0] for names in headings.columns.values())
        raise Refused(f"We do not know the column “{heading.strip()[:40]}”. We know: {known}.")
    return NOT_READ if found is None else found


def _cells(number: int, columns: list[str], row: list[str]) -> dict[str, str]:
    beyond = [cell for place, cell in enumerate(row) if place >= len(columns) or not columns[place]]
    if any(map(str.strip, beyond)):
        raise Refused(f"Line {number}: this line has more cells than there are headings.")
    return {
        name: " ".join(cell.split())
        for name, cell in zip(columns, row, strict=False)
        if name and name != NOT_READ
    }
