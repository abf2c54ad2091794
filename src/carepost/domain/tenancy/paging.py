"""Pages by key: a page starts after a row, not after a number of rows, so the thousandth costs as the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
PAGE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Value = bool | datetime | UUID


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows in order; `before` and `after` are cursors of the pages beside it, None at the ends."""

    rows: list[Row]
    before: str | None
    after: str | None


def page_of(queryset: QuerySet[Row], cursor: str = "", size: int = PAGE) -> Page[Row]:
    """The page a cursor names, in the queryset's own order; a cursor that cannot be read is the first page.

    The order is a list of plain fields that ends in a unique one.
    """
    order = [str(name) for name in queryset.query.order_by]
    backwards, values = _read(cursor, len(order))
    if backwards:
        order = [_turned(name) for name in order]
    if values:
        queryset = queryset.filter(_beyond(order, values))
    found = list(queryset.order_by(*order)[: size + 1])
    rows, more = found[:size], len(found) > size
    if backwards:
        rows.reverse()
    back = more if backwards else bool(values)
    forth = bool(values) if backwards else more
    return Page(
        rows,
        before=_write("b", rows[0], order) if rows and back else None,
        after=_write("a", rows[-1], order) if rows and forth else None,
    )


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _beyond(order: Sequence[str], values: Sequence[Value]) -> Q:
    """What comes after these values: (a > x) or (a = x and b > y) or ..."""
    beyond, same = Q(pk__in=[]), Q()
    for name, value in zip(order, values, strict=True):
        field, way = name.removeprefix("-"), "lt" if name.startswith("-") else "gt"
        beyond |= same & Q(**{f"{field}__{way}": value})
        same &= Q(**{field: value})
    return beyond


def _write(way: str, row: Model, order: Sequence[str]) -> str:
    return "_".join([way, *(_text(getattr(row, name.removeprefix("-"))) for name in order)])


def _text(value: Value) -> str:
    match value:
        case bool():
            return f"b{value:d}"
        case datetime():
            return f"t{(value - EPOCH) // timedelta(microseconds=1)}"
        case UUID():
            return f"u{value.hex}"


def _read(cursor: str, length: int) -> tuple[bool, list[Value]]:
    way, *texts = cursor.split("_")
    try:
        values = [_value(text) for text in texts]
    except (ValueError, OverflowError, KeyError):
        return False, []
    return (way == "b", values) if len(values) == length else (False, [])


def _value(text: str) -> Value:
    kinds: dict[str, Any] = {  # Any: each makes a value of its own kind
        "b": lambda rest: bool(int(rest)),
        "t": lambda rest: EPOCH + timedelta(microseconds=int(rest)),
        "u": lambda rest: UUID(hex=rest),
    }
    value: Value = kinds[text[:1]](text[1:])
    return value
