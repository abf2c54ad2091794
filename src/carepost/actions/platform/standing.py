"""How practices are doing, in numbers and states: no patient, no letter, no address of anybody outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from carepost.actions.permissions import check_platform
from carepost.domain.organisations.models import Membership, Practice, ServiceMailbox, Vouching
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, NotFound, Role, clock

S = Membership.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`mailboxes` that were heard without a fault, `troubled` that were not; `since`: when it was founded."""

    practice: Practice
    since: datetime
    members: int
    administrators: int
    waiting: int
    mailboxes: int
    troubled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """One practice: who could be its administrator, and who is stood for by one approver already."""

    standing: Standing
    people: tuple[Membership, ...]
    vouchings: tuple[Vouching, ...]


def practices_standing(*, actor: Actor) -> list[Standing]:
    check_platform(actor)
    return [_standing(practice) for practice in Practice.objects.order_by("name", "id")]


def help_practice(*, actor: Actor, practice_id: UUID) -> Helped:
    """Its staff and how it is doing."""
    check_platform(actor)
    practice = Practice.objects.filter(id=practice_id).first()
    if practice is None:
        raise NotFound("There is no such practice here.")
    with acting_for(practice_id):
        staff = (
            Membership.objects.of(practice_id).select_related("person").order_by("person__family_name", "id")
        )
        by_platform = Vouching.objects.of(practice_id).exclude(kind=Vouching.Kind.MEMBERS)
        going_on = by_platform.filter(second_at=None, withdrawn_at=None, expires_at__gt=clock.now())
        people, vouchings = tuple(staff), tuple(going_on.select_related("first_by", "membership__person"))
    return Helped(standing=_standing(practice), people=people, vouchings=vouchings)


def _standing(practice: Practice) -> Standing:
    with acting_for(practice.id):
        places = Membership.objects.of(practice.id)
        boxes = ServiceMailbox.objects.of(practice.id)
        return Standing(
            practice=practice,
            since=datetime.fromtimestamp(
                (practice.id.int >> 80) / 1000, UTC
            ),  # a UUID of version 7 says when
            members=places.filter(state=S.ACTIVE).count(),
            administrators=places.filter(state=S.ACTIVE, role=Role.ADMINISTRATOR).count(),
            waiting=places.filter(state=S.AWAITING, approved_at=None).count(),
            mailboxes=boxes.filter(fault="").count(),
            troubled=boxes.exclude(fault="").count(),
        )
