"""Writing on the ledger: called by actions only, inside the transaction of what it records."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from carepost.domain.ledger import line as lines
from carepost.domain.ledger.events import Event
from carepost.domain.tenancy import services, statements
from carepost.ground.kernel import Actor, clock, ids

ENTRY = """
    insert into ledger_entry
        (practice_id, id, at, event, line, actor_kind, actor_id, conversation_id, message_id, patient_id)
    values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
# One statement for both rows: the ledger is on every path, and a round trip costs more than the row.
ENTRY_AND_DETAIL = """
    with written as (
        insert into ledger_entry
            (practice_id, id, at, event, line, actor_kind, actor_id, conversation_id, message_id, patient_id)
        values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning practice_id, id)
    insert into ledger_detail (practice_id, entry_id, sealed) select practice_id, id, %s from written
"""


def record(
    *,
    actor: Actor,
    event: Event,
    about: Mapping[str, UUID | str],
    detail: Mapping[str, Any] | None = None,  # Any: whatever JSON can hold
    at: datetime | None = None,
) -> UUID:
    """Write one entry and return its id.

    `about` names subjects by id and stands in the line for good; `detail` may hold names and words, is sealed
    with the practice's key and can be shredded. Needs the transaction of the act (`acting_for`).
    """
    _check_transaction()
    entry_id, when, subjects = ids.new_id(), at or clock.now(), lines.ids_of(about)
    digest, sealed = _sealed(actor.practice_id, entry_id, detail)
    text = lines.write(
        entry_id=entry_id, at=when, event=event.value, actor=actor, about=subjects, detail=digest
    )

    columns = [subjects.get(name, "") for name in ("conversation", "message", "patient")]
    values = [actor.practice_id, entry_id, when, event.value, text, actor.kind, actor.id, *columns]
    if sealed is None:
        statements.run(ENTRY, values)
    else:
        statements.run(ENTRY_AND_DETAIL, [*values, sealed])
    return entry_id


def _sealed(
    practice_id: UUID, entry_id: UUID, detail: Mapping[str, Any] | None
) -> tuple[str | None, bytes | None]:
    if detail is None:
        return None, None
    salt = secrets.token_bytes(16)
    plain = lines.canonical({"salt": salt.hex(), "detail": detail}).encode("ascii")
    return lines.detail_hash(salt, detail), services.vault().seal(practice_id, seal_label(entry_id), plain)


def seal_label(entry_id: UUID) -> str:
    """What binds a sealed detail to its entry: moved to another entry it does not open."""
    return f"ledger/{entry_id}"


def _check_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "an entry is written in the transaction of what it records"
        )
