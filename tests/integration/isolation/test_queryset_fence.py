"""The queries' fence alone: signed in as superuser no policy binds, and a stranger's row still does not exist."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import NotFound, Role
from scripts.reference.verbs import verbs
from tests.integration.isolation.conftest import Both, SignedInAs
from tests.integration.isolation.everything import practice_models
from tests.integration.isolation.strangers import ATTEMPTS, Attempt

pytestmark = pytest.mark.hazard("HZ-09")


def test_only_rows_of_the_practice_asked_for_are_given(committed_full: Both, as_login: SignedInAs) -> None:
    ours, theirs = committed_full.ours.id, committed_full.theirs.id
    with as_login("superuser"):
        for model in practice_models():
            assert {row.practice_id for row in model.objects.all()} == {ours, theirs}, model
            assert {row.practice_id for row in model.objects.of(ours)} == {ours}, model


def test_a_strangers_row_does_not_exist(committed_full: Both, as_login: SignedInAs) -> None:
    ours, theirs = committed_full.ours.id, committed_full.theirs.id
    with as_login("superuser"), transaction.atomic():
        for model in practice_models():
            row = model.objects.of(theirs).first()
            for ask in (model.objects.one, model.objects.one_for_update):
                with pytest.raises(NotFound):
                    ask(ours, row.id)


def test_no_verb_reaches_into_another_practice(committed_full: Both, as_login: SignedInAs) -> None:
    with as_login("superuser"):
        _each_is_refused(committed_full)


@pytest.mark.hazard("HZ-09")
def test_no_verb_reaches_into_another_practice_through_both_fences(full: Both) -> None:
    _each_is_refused(full)


def _each_is_refused(both: Both) -> None:
    let_in = [name for name, attempt in ATTEMPTS.items() if not _is_refused(both, attempt)]
    assert let_in == []


def _is_refused(both: Both, attempt: Attempt) -> bool:
    """NotFound, the same as for what was never there; and nothing of it is left behind."""
    mallory = both.theirs.someone
    try:
        with acting_for(both.theirs.id):
            attempt(mallory, both.our)
    except NotFound:
        return True
    finally:
        assert not connection.needs_rollback
    return False


def test_every_verb_that_names_a_row_is_attempted() -> None:
    named = {verb.name for verb in verbs() if verb.ids and any(map(verb.may, Role))}
    assert named - {name.partition(",")[0] for name in ATTEMPTS} == set()


def test_each_attempt_does_work_for_the_practices_own_people(full: Both) -> None:
    """Else the tests above would pass for a verb that refuses everybody."""
    for name, attempt in ATTEMPTS.items():
        assert not _says_it_is_not_there(full, attempt), name


def _says_it_is_not_there(full: Both, attempt: Callable[..., object]) -> bool:
    try:
        with acting_for(full.ours.id):
            attempt(full.ours.someone, full.our)
    except NotFound:
        return True
    except Exception:
        return False
    return False
