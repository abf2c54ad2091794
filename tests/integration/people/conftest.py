"""People at Riverside who come, work and go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from carepost.actions.people.attesting import Seen, attest
from carepost.domain.identity.models import Person
from carepost.domain.ledger.models import Entry
from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Role, clock
from tests.cast import Cast, Surgery

Comes = Callable[..., Membership]

SEEN = Seen(system=Profile.System.EMIS, user_name="erin.made.up", role="Pharmacist", on=clock.today())


def new_place(
    surgery: Surgery,
    given: str = "Erin",
    *,
    state: str = "awaiting",
    role: Role = Role.MEMBER,
    **more: object,
) -> Membership:
    """A place of somebody of that name at this practice."""
    person = Person.objects.create_user(f"{given.lower()}.stone@nhs.example", given, "Stone")
    with acting_for(surgery.practice.id):
        return Membership.objects.create(
            practice=surgery.practice, person=person, state=state, role=role, **more
        )


def again(member: Membership) -> Membership:
    with acting_for(member.practice_id):
        return Membership.objects.one(member.practice_id, member.id)


def attested(cast: Cast, member: Membership, seen: Seen = SEEN) -> Membership:
    with acting_for(member.practice_id):
        attest(actor=cast.dev, membership_id=member.id, seen=seen)
    return member


def told(surgery: Surgery) -> list[str]:
    """What the practice's ledger says has happened, the latest last."""
    with acting_for(surgery.practice.id):
        return list(Entry.objects.of(surgery.practice.id).order_by("id").values_list("event", flat=True))


@pytest.fixture
def comes(cast: Cast) -> Comes:
    return lambda given="Erin", **more: new_place(cast.riverside, given, **more)
