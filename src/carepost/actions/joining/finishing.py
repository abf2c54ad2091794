"""Both codes are here: now there is an account, and a place that waits for approval."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.joining.asking import Asking, asking_of, judged
from carepost.actions.joining.proving import next_proof
from carepost.actions.joining.telling import tell_administrators
from carepost.actions.people.accepting import accept
from carepost.actions.people.accounts import make_account
from carepost.domain.identity.models import Joining, Person, Telephone
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Introduction, Membership, Practice
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Conflict, NotFound, PhoneNumber, Role, clock


def finish_joining(*, joining_id: UUID) -> Person:
    """The new person. Conflict if it is not all proved, or somebody with that address was quicker.

    Whoever came on an invitation has accepted it with that, and works at once where it approves them (A13).
    """
    with acting_for(None):
        joining = Joining.objects.select_for_update().filter(id=joining_id, ends_at__gt=clock.now()).first()
        if joining is None or next_proof(joining) is not None:
            raise Conflict("This was finished already, or ran out. Begin again, or sign in.")
        asking = asking_of(joining)
        practice = Practice.objects.get(id=asking.practice_id)
        with acting_for(practice.id):
            person = _person(asking)
            place = _place(asking, practice, person)
            if not _accepted(asking, place):
                _apply(place)
        joining.delete()
    return person


def _person(asking: Asking) -> Person:
    person = Person(
        email=asking.email.lower(),
        title=asking.title,
        given_name=asking.given_name,
        family_name=asking.family_name,
        known_as=asking.known_as,
        password=asking.password_hash,
    )
    make_account(person)
    if asking.telephone:
        number = PhoneNumber(asking.telephone)
        Telephone.objects.create(person=person, number=number, proved_at=clock.now(), is_second_step=False)
    return person


def _place(asking: Asking, practice: Practice, person: Person) -> Membership:
    now, found = clock.now(), judged(asking, practice)
    place = Membership.objects.create(
        practice=practice,
        person=person,
        role=Role.MEMBER,
        job_title=asking.job_title,
        state=Membership.State.AWAITING,
        state_since=now,
    )
    Introduction.objects.create(
        practice=practice,
        membership=place,
        name_typed=asking.full_name,
        address=person.email,
        outcome=found.outcome,
        reasons=list(found.reasons),
        telephone_proved=bool(asking.telephone),
        system=asking.system,
        user_name=asking.user_name,
        clinical_name=asking.clinical_name,
        at=now,
    )
    return place


def _accepted(asking: Asking, place: Membership) -> bool:
    """False without an invitation, and where it was withdrawn meanwhile: they ask to join, as anybody may."""
    if not asking.invitation:
        return False
    try:
        accept(person=place.person, practice_id=place.practice_id, key=asking.invitation)
    except NotFound:
        return False
    return True


def _apply(place: Membership) -> None:
    tell_administrators(place.practice_id)
    record(
        actor=place.as_actor(),
        event=Event.MEMBERSHIP_APPLIED,
        about={"membership": place.id},
        detail={"name": place.name},
    )
