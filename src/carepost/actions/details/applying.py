"""Putting an approved change in force."""

from __future__ import annotations

from allauth.account.models import EmailAddress as ProvedAddress
from django.db import IntegrityError

from carepost.actions.details.now import Detail, is_anothers, now
from carepost.actions.details.recording import DOOR
from carepost.actions.people.ending import end_sessions
from carepost.actions.people.step_codes import forget_step_code
from carepost.actions.people.telling import actors_of
from carepost.actions.policies import details as rules
from carepost.domain.identity.models import OwnCode, Person, Telephone
from carepost.domain.identity.sign_on import unlink_all
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import DetailChange
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Conflict

TAKEN = (
    "Another account has this by now, so nothing was changed. Two people may share it: ask them, then refuse this and "
    "say why."
)


def put_in_force(change: DetailChange) -> None:
    """Conflict, and nothing is changed, where it is not as it was when it was asked, or somebody else has it."""
    person = Person.objects.select_for_update().get(id=change.membership.person_id)
    rules.check_still_as_before(change, now(person, change.detail))
    match Detail(change.detail):
        case Detail.NAME:
            _name(person, change.parts)
        case Detail.EMAIL:
            _address(person, change.after)
        case Detail.TELEPHONE:
            _telephone(person, change)
    change.membership.person = person


def _name(person: Person, parts: dict[str, str]) -> None:
    """Letters sent before keep the name they were sent with."""
    for part, words in parts.items():
        setattr(person, part, words)
    person.save(update_fields=list(parts))


def _address(person: Person, address: str) -> None:
    """What hung on the old address hangs on nothing: sittings, codes under way, single sign-on.

    Its provider may have vouched for the old one; they link it again, with their own second step.
    """
    try:
        with acting_for(None, person.id):
            person.email = address
            person.save(update_fields=["email"])
            ProvedAddress.objects.filter(user=person).delete()
            ProvedAddress.objects.create(user=person, email=address, verified=True, primary=True)
    except IntegrityError as taken:
        raise Conflict(TAKEN) from taken
    OwnCode.objects.filter(person=person).delete()
    if unlink_all(person.id):
        _say_unlinked(person)
    end_sessions(person_id=person.id)


def _say_unlinked(person: Person) -> None:
    for one in actors_of(person.id):
        with acting_for(one.practice_id):
            door = Actor.system(DOOR, one.practice_id)
            record(actor=door, event=Event.SIGN_ON_UNLINKED, about={"membership": one.id})


def _telephone(person: Person, change: DetailChange) -> None:
    """Where the old one was their second step, the new one is; a code under way to the old one is worth nothing."""
    if is_anothers(person, change.detail, change.after):
        raise Conflict(TAKEN)
    number = {"number": change.after, "proved_at": change.proved_at}
    Telephone.objects.update_or_create(person=person, defaults=number)
    forget_step_code(person.id)
