"""Whether a text names anybody: looked for is every personal value that an instance's database holds.

Both are brought to one form, words without what stands between them, so that an NHS number is found with and
without spaces, an address in quotes, a sentence across escapes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import psycopg
from django.apps import apps
from psycopg import sql

from scripts.reference.classes import FIELDS, Kind

PERSONAL = (Kind.STAFF, Kind.OUTSIDE, Kind.PATIENT, Kind.CLINICAL, Kind.SECRET)
# Values of those fields that are of nobody: who does what nobody did, and roles.
NOBODY = {"carepost", "gp", "somebody", "unknown", "true", "false", "none"}
SHORTEST = 3
LONGEST_TRUSTED = 12
"""words: of longer texts each stretch of so many is looked for, since a log may quote the beginning or the middle"""


def personal_values(superuser: str) -> set[str]:
    """Of every field that the data map calls personal, each value in the database, in the form to look for."""
    found: set[str] = set()
    with psycopg.connect(superuser) as connection:
        for label, kinds in FIELDS.items():
            table = sql.Identifier(apps.get_model(label)._meta.db_table)
            for name in (name for kind in PERSONAL for name in kinds.get(kind, "").split()):
                query = sql.SQL("select distinct {}::text, {} from {}").format(
                    sql.Identifier(name), sql.Identifier(name), table
                )
                for _, value in connection.execute(query):
                    found.update(forms(value))
    return found


def forms(value: Any) -> Iterator[str]:
    """How a value may stand in a log."""
    match value:
        case date():
            for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %B %Y", "%Y%m%d", "%d%m%Y"):
                yield plain(f"{value:{form}}")
            yield plain(f"{value.day} {value:%B %Y}")
        case list() | tuple():
            for one in value:
                yield from forms(one)
        case str() if value:
            yield from _of_words(value)


def _of_words(value: str) -> Iterator[str]:
    digits = re.sub(r"\D", "", value)
    if len(digits) >= 10 and not re.search(r"[A-Za-z]", value):
        yield digits
        yield (
            f"{digits[:3]} {digits[3:6]} {digits[6:]}" if len(digits) == 10 else f"{digits[:5]} {digits[5:]}"
        )
    words = plain(value).split()
    for start in range(0, max(1, len(words) - LONGEST_TRUSTED + 1), LONGEST_TRUSTED // 2):
        stretch = " ".join(words[start : start + LONGEST_TRUSTED])
        if len(stretch) >= SHORTEST and stretch not in NOBODY:
            yield stretch


def plain(text: str) -> str:
    """Its words in small letters, a space between them."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def named(text: str, values: Iterable[str]) -> set[str]:
    """Which of the values stand in the text, as written, with its escapes undone, or quoted for an address."""
    words = plain(" ".join((text, _unescaped(text), unquote_plus(text))))
    known, padded = set(words.split()), f" {words} "
    return {value for value in values if set(value.split()) <= known and f" {value} " in padded}


def _unescaped(text: str) -> str:
    """The words of JSON lines, with what JSON escapes."""
    found = []
    for line in text.splitlines():
        with suppress(ValueError):
            found.append(json.dumps(json.loads(line), ensure_ascii=False).replace("\\n", " "))
    return " ".join(found)


def named_in_logs(home: Path, superuser: str, *, but: tuple[str, ...] = ("world",)) -> dict[str, set[str]]:
    """Log of an instance that names anybody: whom. `but` are logs of the made-up world outside."""
    logs = [path for path in (home / "logs").glob("*.log") if path.stem not in but]
    logs += [*(home / "pg" / "log").glob("*.log")]
    assert logs, "there is nothing to look into"
    values = personal_values(superuser)
    assert len(values) > 100, "there is nobody to look for"
    found = {path.name: named(path.read_text(errors="replace"), values) for path in logs}
    return {name: whom for name, whom in found.items() if whom}
