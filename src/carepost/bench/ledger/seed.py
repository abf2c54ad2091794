"""Entries by the hundred thousand: lines as our own code writes them, put in without the acts they are about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from carepost.domain.ledger import line as lines
from carepost.domain.ledger.events import Event
from carepost.ground.kernel import Actor, clock, new_id
from carepost.ground.postgres.roles import DATABASE
from carepost.ground.postgres.server import Server

_COPY = """
    copy ledger_entry (practice_id, id, at, event, line, actor_kind, actor_id, conversation_id, message_id,
        patient_id) from stdin
"""


def write(home: Path, actor: Actor, count: int) -> list[str]:
    """So many entries of the practice, each noted as unplaced by the trigger; their lines."""
    said = []
    with psycopg.connect(Server(home).superuser_conninfo(DATABASE)) as connection:
        # The trigger that notes them as unplaced is bound by the access rules, whoever we are.
        connection.execute("select set_config('carepost.practice', %s, false)", [str(actor.practice_id)])
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for row in _rows(actor, count):
                copy.write_row(row)
                said.append(row[4])
        connection.commit()
        connection.autocommit = True
        connection.execute("vacuum analyze ledger_entry, ledger_unplaced")
    return said


def _rows(actor: Actor, count: int) -> Iterator[tuple[Any, ...]]:  # Any: what a column holds
    event = Event.ARRIVAL_STORED.value
    for _ in range(count):
        entry, conversation, message, at = new_id(), new_id(), new_id(), clock.now()
        about: dict[str, UUID | str] = {"conversation": conversation, "message": message}
        text = lines.write(
            entry_id=entry, at=at, event=event, actor=actor, about=lines.ids_of(about), detail=None
        )
        yield (
            actor.practice_id,
            entry,
            at,
            event,
            text,
            actor.kind,
            actor.id,
            str(conversation),
            str(message),
            "",
        )
