"""Imported lists: the newest of each kind is in force, and every version stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carepost.domain.directory import lists
from carepost.domain.directory.importing import read, store
from carepost.domain.directory.models import DomainList
from carepost.domain.directory.verdicts import judge
from carepost.ground.kernel import EmailAddress, Refused, clock

pytestmark = pytest.mark.hazard("HZ-05")

KHAN = EmailAddress.parse("khan@northside.example")


def bring_in(raw: bytes, day: date, kind: DomainList.Kind = DomainList.Kind.ACCREDITED) -> DomainList:
    return store(kind, "tests", day, raw, read(raw).rows, clock.now())


@pytest.mark.django_db
def test_newest_list_is_in_force_and_a_vanished_row_is_a_lapse() -> None:
    today = clock.now().date()
    bring_in(b"domain,organisation\nnorthside.example,Northside\n", today - timedelta(days=30))
    assert judge(KHAN, lists.in_force(), "strict").kind == "accredited"

    bring_in(b"domain,organisation\nsouthside.example,Southside\n", today)
    assert judge(KHAN, lists.in_force(), "strict").kind == "refused"
    assert DomainList.objects.count() == 2


@pytest.mark.django_db
def test_an_old_list_imported_late_does_not_replace_a_newer_one() -> None:
    today = clock.now().date()
    bring_in(b"domain,organisation\nnorthside.example,Northside\n", today)
    bring_in(b"domain,organisation\nsouthside.example,Southside\n", today - timedelta(days=200))
    assert judge(KHAN, lists.in_force(), "strict").kind == "accredited"


@pytest.mark.django_db
def test_lists_of_both_kinds_stand_side_by_side() -> None:
    today = clock.now().date()
    bring_in(b"domain,organisation\nnorthside.example,Northside\n", today, DomainList.Kind.CARE_PROVIDERS)
    bring_in(b"domain,organisation\nother.example,Other\n", today)
    assert judge(KHAN, lists.in_force(), "strict").kind == "warning"


@pytest.mark.django_db
def test_known_lists_cost_one_query() -> None:
    bring_in(b"domain,organisation\nnorthside.example,Northside\n", clock.now().date())
    lists.in_force()
    with CaptureQueriesContext(connection) as queries:
        lists.in_force()
    assert len(queries) == 1


@pytest.mark.django_db
def test_empty_list_and_list_from_the_future_are_refused() -> None:
    today = clock.now().date()
    with pytest.raises(Refused):
        bring_in(b"domain,organisation\n*.nhs.uk,All\n", today)
    with pytest.raises(Refused):
        bring_in(b"domain,organisation\nnorthside.example,N\n", today + timedelta(days=30))
    assert not DomainList.objects.exists()
