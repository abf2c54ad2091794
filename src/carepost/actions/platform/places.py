"""Who works for whoever runs this installation: given and ended at the console."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.identity.models import Person, PlatformPlace
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Conflict, NotFound, Refused, clock

INSTALLATION = UUID(int=0)
"""There is no practice they belong to."""


def place_at_platform(*, person_id: UUID) -> PlatformPlace | None:
    """Theirs now; None for everybody else."""
    return PlatformPlace.objects.filter(person_id=person_id, ended_at=None).select_related("person").first()


def actor_at(place: PlatformPlace, practice_id: UUID = INSTALLATION) -> Actor:
    """As whom they act, for the ledger of one practice or for none."""
    person = place.person
    return Actor(
        practice_id=practice_id,
        kind="platform",
        id=str(person.id),
        name=person.get_full_name(),
        person_id=person.id,
    )


def approver_at(actor: Actor) -> PlatformPlace:
    """Their place now; Refused for anybody but an approver."""
    place = place_at_platform(person_id=UUID(actor.id))
    if place is None or place.role != PlatformPlace.Role.APPROVER:
        raise Refused("Only an approver stands for an administrator. Whoever runs Carepost makes approvers.")
    return place


def give_place(*, email: str, role: PlatformPlace.Role) -> PlatformPlace:
    """At the console, to somebody who has an account. Nobody who works at a practice: who helps sees no patient."""
    with acting_for(None):
        person = _person(email)
    with acting_for(None, person.id):
        if person.memberships.exists():
            raise Conflict(
                "This person has a place at a practice. People of the platform need an account of their own."
            )
        place, _ = PlatformPlace.objects.update_or_create(
            person=person, defaults={"role": role, "given_at": clock.now(), "ended_at": None}
        )
    return place


def end_place(*, email: str) -> PlatformPlace:
    with acting_for(None):
        place = place_at_platform(person_id=_person(email).id)
        if place is None:
            raise NotFound("This person has no place at the platform now.")
        place.ended_at = clock.now()
        place.save(update_fields=["ended_at"])
    return place


def _person(email: str) -> Person:
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        raise NotFound("There is no account with this address.")
    return person
