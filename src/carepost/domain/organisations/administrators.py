"""How many administrators a practice has, counted so that two who go at the same time see each other."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.organisations.models import Membership
from carepost.ground.kernel import Role


def administrators_besides(member: Membership) -> int:
    """Administrators at work other than this one. All of them stay as they are until the transaction ends.

    Locked in one order; a second who counts meanwhile waits, and then counts what is left.
    """
    at_work = Membership.objects.of(member.practice_id).filter(
        role=Role.ADMINISTRATOR, state=Membership.State.ACTIVE
    )
    found: list[UUID] = list(
        at_work.order_by("id").select_for_update(of=("self",)).values_list("id", flat=True)
    )
    return sum(one != member.id for one in found)


def administrators_of(practice_id: UUID) -> list[Membership]:
    """Those at work now."""
    at_work = Membership.objects.of(practice_id).filter(
        role=Role.ADMINISTRATOR, state=Membership.State.ACTIVE
    )
    return list(at_work.select_related("person").order_by("id"))
