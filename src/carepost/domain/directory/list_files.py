"""Reads a published list of domains, CSV or workbook by its content: its name has been wrong before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import idna
from publicsuffixlist import PublicSuffixList

from carepost.domain.directory import tables
from carepost.ground.kernel import Refused

MOST_ROWS = 50_000
_DOMAIN_HEADS = ("domain name", "domain")
_ORGANISATION_HEADS = ("organisation name", "organisation", "organization", "name")


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    domain: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that was left out, and why."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read(raw: bytes) -> Reading:
    """Every usable row and every line left out; Refused when the file is no list of domains at all."""
    lines = tables.lines(raw)
    domain_at, organisation_at = _columns(lines)
    rows: dict[str, Row] = {}
    problems: list[Problem] = []

    for line, cells in lines:
        if line > MOST_ROWS:
            raise Refused(f"This list has more than {MOST_ROWS:,} lines. Check that it is the right file.")
        if not any(cells):
            continue
        try:
            row = _row(line, _cell(cells, domain_at), _cell(cells, organisation_at))
        except Refused as why:
            problems.append(Problem(line, why.reason))
            continue
        first = rows.setdefault(row.domain, row)
        if first is not row:
            problems.append(Problem(line, f"{row.domain} is already on line {first.line}, which is kept."))

    return Reading(tuple(rows.values()), tuple(problems))


def _columns(lines: Iterator[tuple[int, list[str]]]) -> tuple[int, int]:
    """Where domain and organisation stand, from the first line that names them both."""
    for line, cells in lines:
        heads = [" ".join(cell.lower().split()) for cell in cells]
        domain_at = _place(heads, _DOMAIN_HEADS)
        organisation_at = _place(heads, _ORGANISATION_HEADS)
        if domain_at is not None and organisation_at is not None:
            return domain_at, organisation_at
        if line > 20:
            break
    raise Refused(
        "This file has no line that heads a column “Domain name” (or “domain”) and one “Organisation name” "
        "(or “organisation”). Check that it is the list of accredited domains."
    )


def _place(heads: list[str], wanted: tuple[str, ...]) -> int | None:
    return next((heads.index(head) for head in wanted if head in heads), None)


def _cell(cells: list[str], at: int) -> str:
    return " ".join(cells[at].split()) if at < len(cells) else ""


def _row(line: int, domain: str, organisation: str) -> Row:
    return Row(line, _domain(domain), organisation[:300])


def _domain(written: str) -> str:
    """The domain in small ASCII letters, or Refused saying why this is not one."""
    text = written.strip().lower().removeprefix("@").rstrip(".")
    if not text:
        raise Refused("There is no domain on this line.")
    if "*" in text:
        raise Refused("A domain with a * would cover many; lists are matched letter for letter.")
    ascii_domain = _ascii(text)
    if "." not in ascii_domain or ascii_domain.rsplit(".", 1)[1].isdigit():
        raise Refused("This is not a domain such as practice.nhs.uk.")
    if _suffixes().is_public(ascii_domain):
        raise Refused(f"{ascii_domain} is an ending that many organisations share, not the domain of one.")
    return ascii_domain


def _ascii(text: str) -> str:
    try:
        return idna.encode(text, uts46=True, std3_rules=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as problem:
        raise Refused("This is not a domain such as practice.nhs.uk.") from problem


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
