"""The rows that others point to: one statement for all of them, instead of joins the ORM builds anew each time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from carepost.domain.tenancy import statements
from carepost.domain.tenancy.rows import PracticeRow

Row = TypeVar("Row", bound=models.Model)


def look_up(rows: Iterable[PracticeRow], name: str, model: type[Row]) -> list[Row]:
    """Set the foreign key `name` of each row that has one, and give what was found, each once.

    Rows of a practice point to rows of the same one, and only those are looked for.
    """
    pointing = [row for row in rows if getattr(row, f"{name}_id") is not None]
    if not pointing:
        return []
    found = {one.pk: one for one in _pointed_to(pointing, f"{name}_id", model)}
    for row in pointing:
        if (one := found.get(getattr(row, f"{name}_id"))) is not None:
            setattr(row, name, one)
    return list(found.values())


def _pointed_to(rows: list[PracticeRow], column: str, model: type[Row]) -> list[Row]:
    where, values = "id = any(%s)", [_each_once(rows, column)]
    if issubclass(model, PracticeRow):
        where, values = f"practice_id = any(%s) and {where}", [_each_once(rows, "practice_id"), *values]
    return statements.rows_of(model, where, values)


def _each_once(rows: list[PracticeRow], column: str) -> list[Any]:  # Any: ids, as the column holds them
    return list({getattr(row, column) for row in rows})
