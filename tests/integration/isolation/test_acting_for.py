"""Whom is being acted for is set for one transaction, and afterwards what was set before."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction

from carepost.domain.organisations.models import Team
from carepost.domain.tenancy.context import acting_for
from tests.cast import Cast

pytestmark = pytest.mark.hazard("HZ-09")


def acted_for() -> set[UUID]:
    """Whose rows can be seen now."""
    return {team.practice_id for team in Team.objects.all()}


@pytest.fixture
def ours(cast: Cast) -> UUID:
    return cast.riverside.practice.id


@pytest.fixture
def theirs(cast: Cast) -> UUID:
    return cast.millbrook.practice.id


def test_nobody_is_acted_for_before_or_after(ours: UUID) -> None:
    assert acted_for() == set()
    with acting_for(ours):
        assert acted_for() == {ours}
    assert acted_for() == set()


def test_one_within_another_gives_the_outer_back(ours: UUID, theirs: UUID) -> None:
    with acting_for(ours):
        with acting_for(theirs):
            assert acted_for() == {theirs}
            with acting_for(None):
                assert acted_for() == set()
            assert acted_for() == {theirs}
        assert acted_for() == {ours}


def test_an_error_inside_gives_the_outer_back(ours: UUID, theirs: UUID) -> None:
    with acting_for(ours):
        with pytest.raises(LookupError), acting_for(theirs):
            raise LookupError
        assert acted_for() == {ours}
    assert acted_for() == set()


def test_an_error_of_the_database_gives_the_outer_back(ours: UUID, theirs: UUID) -> None:
    with acting_for(ours):
        with pytest.raises(Exception, match="division by zero"), acting_for(theirs):
            connection.cursor().execute("select 1 / 0")
        assert acted_for() == {ours}


@pytest.mark.hazard("HZ-02")
def test_what_the_database_will_take_back_is_never_called_done(ours: UUID) -> None:
    """As when it goes away while a savepoint is undone, and the savepoint's own error is expected and let pass."""
    with pytest.raises(OperationalError, match="nothing of this was kept"), acting_for(ours):
        transaction.set_rollback(True)
    assert acted_for() == set()


def test_a_savepoint_kept_inside_does_not_keep_its_practice(ours: UUID, theirs: UUID) -> None:
    with acting_for(ours):
        with transaction.atomic(), acting_for(theirs), transaction.atomic():
            assert acted_for() == {theirs}
        assert acted_for() == {ours}


def test_a_savepoint_undone_around_it_does_not_keep_its_practice(ours: UUID, theirs: UUID) -> None:
    with acting_for(ours):
        savepoint = transaction.savepoint()
        with acting_for(theirs):
            assert acted_for() == {theirs}
        transaction.savepoint_rollback(savepoint)
        assert acted_for() == {ours}


def test_a_person_acted_for_is_put_back_too(cast: Cast, ours: UUID, theirs: UUID) -> None:
    mallory = cast.mallory.person_id
    with acting_for(None, mallory):
        with acting_for(ours):
            assert _setting("carepost.person") == ""
        assert _setting("carepost.person") == str(mallory)
    assert _setting("carepost.person") == ""


def test_a_committed_transaction_leaves_nobody_acted_for(committed_cast: Cast) -> None:
    with acting_for(committed_cast.riverside.practice.id):
        assert acted_for() == {committed_cast.riverside.practice.id}
    assert not connection.in_atomic_block
    assert acted_for() == set()


def test_a_transaction_given_up_leaves_nobody_acted_for(committed_cast: Cast) -> None:
    with pytest.raises(LookupError), acting_for(committed_cast.riverside.practice.id):
        raise LookupError
    assert acted_for() == set()


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(current_setting(%s, true), '')", [name])
        return str(cursor.fetchone()[0])
