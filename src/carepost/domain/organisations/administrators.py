"""A practice's administrators, and how many it has, counted so that two who go at the same time see each other."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.rows import PracticeQuerySet
from carepost.ground.kernel import Role


def administrators_of(practice_id: UUID) -> list[Membership]:
    """Those at work now."""
    return list(_at_work(practice_id).select_related("person"))


def administrators_besides(member: Membership) -> int:
    """Administrators at work other than this one. All of them stay as they are until the transaction ends.

    Locked in one order; a second who counts meanwhile waits, and then counts what is left.
    """
    rows = _at_work(member.practice_id).select_for_update(of=("self",))
    found: list[UUID] = list(rows.values_list("id", flat=True))
    return sum(one != member.id for one in found)


def _at_work(practice_id: UUID) -> PracticeQuerySet[Membership]:
    rows = Membership.objects.of(practice_id)
    return rows.filter(role=Role.ADMINISTRATOR, state=Membership.State.ACTIVE).order_by("id")
