"""Writing entries as the app, and all that the app may not do to them."""

from __future__ import annotations

import contextlib
import json

import psycopg
import pytest
from django.db import connection, transaction
from django.db.transaction import atomic
from django.db.utils import DatabaseError, ProgrammingError

from carepost.domain.ledger.details import details_of
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.line import canonical
from carepost.domain.ledger.models import Entry
from carepost.domain.ledger.record import record
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Unavailable
from carepost.ground.kernel.ids import new_id


def test_entry_is_kept_with_its_readable_detail_sealed(ledger, riverside):
    patient, words = new_id(), {"looked_for": "Smith"}
    with acting_for(riverside.id):
        entry_id = record(
            actor=Actor.system("reception", riverside.id),
            event=Event.PATIENT_SEARCHED,
            about={"patient": patient},
            detail=words,
        )
        entry = Entry.objects.of(riverside.id).get(id=entry_id)
        opened = details_of(riverside.id, [entry])

    assert opened == {entry_id: words}
    assert entry.patient_id == str(patient)
    assert canonical(json.loads(entry.line)) == entry.line
    assert json.loads(entry.line)["practice"] == str(riverside.id)
    assert "Smith" not in entry.line
    assert b"Smith" not in ledger.rows("select sealed from ledger_detail")[0][0]


def test_entry_without_detail_has_no_detail(ledger, riverside):
    (entry_id,) = ledger.write(riverside)

    with acting_for(riverside.id):
        entry = Entry.objects.get(id=entry_id)
        assert details_of(riverside.id, [entry]) == {}
    assert json.loads(entry.line)["detail"] is None


def test_detail_moved_to_another_entry_does_not_open(ledger, riverside):
    ledger.write(riverside, 2, detail={"note": "words"})
    ledger.as_superuser(
        "update ledger_detail set sealed = (select sealed from ledger_detail order by entry_id limit 1)"
    )

    with acting_for(riverside.id), pytest.raises(Unavailable):
        details_of(riverside.id, Entry.objects.of(riverside.id))


@pytest.mark.hazard("HZ-10")
def test_act_that_fails_leaves_nothing_on_the_ledger(ledger, riverside):
    actor = Actor.system("x", riverside.id)
    with contextlib.suppress(LookupError), acting_for(riverside.id):
        record(actor=actor, event=Event.MESSAGE_SENT, about={}, detail={"a": 1})
        raise LookupError

    assert ledger.rows("select 1 from ledger_entry union all select 1 from ledger_unplaced") == []
    assert ledger.rows("select 1 from ledger_detail") == []


def test_entry_needs_the_transaction_of_what_it_records(ledger, riverside):
    with pytest.raises(transaction.TransactionManagementError):
        record(actor=Actor.system("x", riverside.id), event=Event.MESSAGE_SENT, about={})


@pytest.mark.hazard("HZ-09")
def test_nobody_writes_on_the_ledger_of_another_practice(ledger, riverside, millbrook):
    actor = Actor.system("x", millbrook.id)
    with acting_for(riverside.id), pytest.raises(ProgrammingError, match="row-level security"), atomic():
        record(actor=actor, event=Event.MESSAGE_SENT, about={})


@pytest.mark.hazard("HZ-09")
def test_practice_sees_its_own_entries_only(ledger, riverside, millbrook):
    ledger.write(riverside, 2)
    ledger.write(millbrook, 3)
    ledger.place()

    with acting_for(riverside.id), connection.cursor() as cursor:
        for table in ("ledger_entry", "ledger_place", "ledger_head", "ledger_checkpoint"):
            cursor.execute(f"select distinct practice_id from {table}")
            assert cursor.fetchall() == [(riverside.id,)], table
    assert Entry.objects.count() == 0


@pytest.mark.hazard("HZ-09")
@pytest.mark.parametrize(
    "statement",
    [
        "update ledger_entry set line = 'x'",
        "delete from ledger_entry",
        "truncate ledger_entry",
        "update ledger_detail set sealed = ''",
        "delete from ledger_detail",
        "select 1 from ledger_unplaced",
        "delete from ledger_unplaced",
        "insert into ledger_place select practice_id, 9, id, '' from ledger_entry",
        "update ledger_place set idx = 9",
        "delete from ledger_place",
        "update ledger_head set size = 0",
        "delete from ledger_checkpoint",
        "insert into ledger_checkpoint select practice_id, 9, '', '', now() from ledger_entry",
        "alter table ledger_entry disable trigger all",
    ],
)
def test_app_can_neither_change_nor_place_nor_hide_an_entry(ledger, riverside, statement):
    ledger.write(riverside)
    ledger.place()

    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with acting_for(riverside.id), refused, atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize("login", ["owner", "superuser"])
@pytest.mark.parametrize(
    "statement",
    [
        "update ledger_entry set line = 'x'",
        "delete from ledger_entry",
        "truncate ledger_entry",
        "update ledger_place set idx = 9",
        "delete from ledger_checkpoint",
        "update ledger_detail set sealed = ''",
    ],
)
def test_even_the_owner_is_refused_a_change_by_accident(ledger, riverside, login, statement):
    ledger.write(riverside, detail={"a": 1})
    ledger.place()

    with ledger.connect(login) as conn:
        conn.execute("select set_config('carepost.practice', %s, true)", [str(riverside.id)])
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only ever added to"):
            conn.execute(statement)


def test_ledger_login_cannot_write_an_entry_or_read_a_detail(ledger, riverside):
    ledger.write(riverside, detail={"a": 1})
    for statement in ("insert into ledger_entry select * from ledger_entry", "select * from ledger_detail"):
        with ledger.connect("ledger") as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
            conn.execute(statement)


def test_line_with_a_line_end_in_it_is_refused(ledger, riverside):
    values = f"('{riverside.id}', '{new_id()}', now(), 'x', E'a\\nb', '', '', '', '', '')"
    with acting_for(riverside.id), pytest.raises(DatabaseError, match="one_line_of_ascii"), atomic():
        connection.cursor().execute(
            "insert into ledger_entry (practice_id, id, at, event, line, actor_kind, actor_id,"
            f" conversation_id, message_id, patient_id) values {values}"
        )


def test_every_table_of_the_ledger_is_fenced(ledger):
    fenced = ledger.rows(
        "select relname, relrowsecurity and relforcerowsecurity from pg_class"
        " where relname like 'ledger\\_%' and relkind = 'r' and relnamespace = 'public'::regnamespace"
    )
    assert len(fenced) == 6
    assert all(row[1] for row in fenced)
