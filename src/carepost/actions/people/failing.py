"""Sign-ins that fail: noted at once and alike for every address, told afterwards to whom they concern.

Only who has an account has a practice whose ledger is written. Done on the spot, that would take a known address
longer than an unknown one, and so tell who has an account. So the door notes, and the worker tells.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from carepost.actions.notices.mailing import mail
from carepost.actions.people import words
from carepost.actions.people.signing_in import sign_in_failed, sign_in_stopped
from carepost.actions.wakeups import notices_wait
from carepost.domain.identity.models import FailedTry, Person
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock, new_id

QUIET = timedelta(minutes=15)
"""one warning is enough for so long"""
KEPT = timedelta(days=1)


def note_failure(*, email: str, stopped: bool) -> None:
    """A wrong password, or one that was not looked at because of too many. The same work for any address."""
    found = Person.objects.filter(email=email.strip().lower()).values_list("id", flat=True).first()
    note_failure_of(person_id=found or new_id(), stopped=stopped)


def note_failure_of(*, person_id: UUID, stopped: bool) -> None:
    with acting_for(None):
        FailedTry.objects.create(who=person_id, at=clock.now(), stopped=stopped)
        notices_wait(clock.now())


def tell_failures() -> None:
    """By the worker: onto the ledger of the person's practices, and to the person when it was stopped."""
    for one in FailedTry.objects.filter(told_at=None).order_by("id")[:1000]:
        with acting_for(None):
            if FailedTry.objects.filter(id=one.id, told_at=None).update(told_at=clock.now()):
                _tell(one)
    FailedTry.objects.filter(told_at__lt=clock.now() - KEPT).delete()


def _tell(one: FailedTry) -> None:
    person = Person.objects.filter(id=one.who).first()
    if person is None:
        return
    if one.stopped and _told_lately(one):
        return
    if not one.stopped:
        sign_in_failed(person_id=person.id)
        return
    sign_in_stopped(person_id=person.id)
    mail(person.email, words.too_many_tries())


def _told_lately(one: FailedTry) -> bool:
    others = FailedTry.objects.filter(who=one.who, stopped=True).exclude(id=one.id)
    return others.filter(told_at__gt=clock.now() - QUIET).exists()
