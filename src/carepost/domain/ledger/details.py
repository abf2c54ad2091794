"""Reading the sealed detail of an entry, and whether it is still the one that was recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from carepost.domain.ledger import line as lines
from carepost.domain.ledger.models import Detail, Entry
from carepost.domain.ledger.record import seal_label
from carepost.domain.tenancy import services
from carepost.ground.kernel import Unavailable

Readable = dict[str, Any]  # Any: whatever JSON can hold


def details_of(practice_id: UUID, entries: Iterable[Entry]) -> dict[UUID, Readable]:
    """The details of these entries by entry id; what has none, or had it shredded, is absent."""
    by_id = {entry.id: entry for entry in entries}
    rows = Detail.objects.filter(practice_id=practice_id, entry_id__in=list(by_id))
    return {row.entry_id: _opened(by_id[row.entry_id], bytes(row.sealed)) for row in rows}


def _opened(entry: Entry, sealed: bytes) -> Readable:
    plain = json.loads(services.vault().open(entry.practice_id, seal_label(entry.id), sealed))
    detail: Readable = plain["detail"]
    if lines.detail_hash(bytes.fromhex(plain["salt"]), detail) != json.loads(entry.line)["detail"]:
        raise Unavailable("The detail of this entry is not the one that was recorded.")
    return detail
