"""The database's fence alone: queries that forgot to ask for one practice's rows, as a mistake would write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError, transaction
from django.db.models import ForeignKey
from psycopg.errors import ForeignKeyViolation, InsufficientPrivilege

from carepost.domain.ledger.events import Event
from carepost.domain.ledger.models import Detail, Entry
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.context import acting_for
from carepost.domain.tenancy.rows import PracticeRow
from carepost.ground.kernel import new_id
from tests.integration.isolation.conftest import Both
from tests.integration.isolation.everything import practice_models

pytestmark = pytest.mark.hazard("HZ-09")

MODELS = [*practice_models(), Entry, Detail]
BETWEEN_ROWS = [
    (model, field)
    for model in practice_models()
    for field in model._meta.local_fields
    if isinstance(field, ForeignKey) and issubclass(field.remote_field.model, PracticeRow)
]


def every(model: type[Any]) -> list[Any]:
    """As a mistake would ask: without a practice."""
    return list(model._default_manager.all())


def test_only_the_rows_of_the_practice_acted_for_are_seen(full: Both) -> None:
    for desk in (full.ours, full.theirs):
        for model in MODELS:
            with desk.acting():
                seen = {row.practice_id for row in every(model)}
            assert seen == {desk.id}, model.__name__


def test_nothing_is_seen_when_nobody_is_acted_for(full: Both) -> None:
    for model in MODELS:
        assert every(model) == [], model.__name__


def test_a_practice_that_does_not_exist_has_nothing(full: Both) -> None:
    with acting_for(new_id()):
        assert [model for model in MODELS if every(model)] == []


def test_a_neighbours_rows_can_be_neither_changed_nor_taken_away(full: Both) -> None:
    for model in practice_models():
        with full.theirs.acting():
            before = {row.pk for row in every(model)}
        with full.ours.acting():
            rows = model._default_manager.filter(pk__in=before)
            assert rows.update(practice_id=full.ours.id) == 0
            assert rows._raw_delete(rows.db) == 0
        with full.theirs.acting():
            assert {row.pk for row in every(model)} == before


def test_a_row_cannot_be_written_into_another_practice(full: Both) -> None:
    for model in practice_models():
        with full.theirs.acting():
            row = every(model)[0]
        row.pk = new_id()
        with full.ours.acting():
            assert refused_with(lambda row=row: row.save(force_insert=True)) is InsufficientPrivilege, model


def test_a_row_cannot_be_moved_into_another_practice(full: Both) -> None:
    for model in practice_models():
        with full.ours.acting():
            rows = model._default_manager.filter(pk=every(model)[0].pk)
            moved = refused_with(lambda rows=rows: rows.update(practice_id=full.theirs.id))
            assert moved is InsufficientPrivilege, model


def test_a_reference_into_another_practice_is_refused_at_the_statement(full: Both) -> None:
    assert BETWEEN_ROWS
    for model, field in BETWEEN_ROWS:
        with full.theirs.acting():
            crossing = {field.attname: every(field.remote_field.model)[0].pk}
        with full.ours.acting():
            rows = model._default_manager.filter(pk=every(model)[0].pk)
            rows.update(**_nobody(model, field))
            crossed = refused_with(lambda rows=rows, crossing=crossing: rows.update(**crossing))
            assert crossed is ForeignKeyViolation, (model, field.name)


def refused_with(statement: Callable[[], object]) -> type[BaseException] | None:
    """What the database said no with; None if it said yes."""
    try:
        with transaction.atomic():
            statement()
    except DatabaseError as error:
        return type(error.__cause__)
    return None


def _nobody(model: type[Any], field: ForeignKey[Any, Any]) -> dict[str, None]:
    """What stands beside it is emptied, for only one of team and person may be there at once."""
    beside = [one for one in model._meta.local_fields if isinstance(one, ForeignKey) and one.null]
    return {one.attname: None for one in beside} or {field.attname: getattr(every(model)[0], field.attname)}


def test_an_entry_cannot_be_written_on_another_practices_ledger(full: Both) -> None:
    with full.ours.acting(), pytest.raises(ProgrammingError), transaction.atomic():
        record(actor=full.theirs.someone, event=Event.CONVERSATION_OPENED, about={})


def test_a_person_sees_all_their_own_memberships_but_only_to_look(full: Both) -> None:
    mallory = full.theirs.someone
    with acting_for(full.ours.id, mallory.person_id):
        own = Membership.objects.filter(person_id=mallory.person_id)
        assert [one.practice_id for one in own] == [full.theirs.id]
        assert own.update(state=Membership.State.LEFT) == 0
        assert own.update(practice_id=full.ours.id) == 0
        assert own._raw_delete(own.db) == 0
    with acting_for(None, mallory.person_id):
        assert own.get().state == Membership.State.ACTIVE
