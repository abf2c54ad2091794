"""Reading the sealed detail of an entry, and whether it is still the one that was recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from carepost.domain.ledger import line as lines
from carepost.domain.ledger.beside import COLUMNS, contradictions
from carepost.domain.ledger.models import Detail, Entry
from carepost.domain.ledger.record import seal_label
from carepost.domain.tenancy import services
from carepost.ground.kernel import Unavailable

Readable = dict[str, Any]  # Any: whatever JSON can hold
TOGETHER = 1_000


def details_of(practice_id: UUID, entries: Iterable[Entry]) -> dict[UUID, Readable]:
    """The details of these entries by entry id; what has none, or had it shredded, is absent.

    Raises Unavailable where an entry, or its detail, is not what was recorded.
    """
    by_id = {entry.id: entry for entry in entries}
    for entry in by_id.values():
        if contradictions(entry.line, [getattr(entry, name) for name in COLUMNS]):
            raise Unavailable(
                "An entry on this page is not as it was recorded. Tell your administrator, who can export"
                " the ledger and verify it."
            )
    return {entry_id: _opened(by_id[entry_id], sealed) for entry_id, sealed in _sealed(practice_id, by_id)}


def faulty(practice_id: UUID) -> Iterator[UUID]:
    """The ids of the entries whose detail is gone, was put there later, or is not the one recorded."""
    last = UUID(int=0)
    while entries := list(Entry.objects.of(practice_id).filter(id__gt=last).order_by("id")[:TOGETHER]):
        sealed = dict(_sealed(practice_id, [entry.id for entry in entries]))
        yield from (entry.id for entry in entries if not _fits(entry, sealed.get(entry.id)))
        last = entries[-1].id


def _sealed(practice_id: UUID, ids: Iterable[UUID]) -> Iterator[tuple[UUID, bytes]]:
    rows = Detail.objects.filter(practice_id=practice_id, entry_id__in=list(ids))
    return ((row.entry_id, bytes(row.sealed)) for row in rows)


def _fits(entry: Entry, sealed: bytes | None) -> bool:
    try:
        if sealed is None:
            return json.loads(entry.line)["detail"] is None
        _opened(entry, sealed)
    except (Unavailable, ValueError, KeyError, TypeError):
        return False
    return True


def _opened(entry: Entry, sealed: bytes) -> Readable:
    plain = json.loads(services.vault().open(entry.practice_id, seal_label(entry.id), sealed))
    detail: Readable = plain["detail"]
    if lines.detail_hash(bytes.fromhex(plain["salt"]), detail) != json.loads(entry.line)["detail"]:
        raise Unavailable("The detail of this entry is not the one that was recorded.")
    return detail
