"""A practice's administrators, and how many it has, counted so that two who go at the same time see each other."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from carepost.domain.identity.models import Sitting
from carepost.domain.organisations.absences import under_way
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.rows import PracticeQuerySet
from carepost.ground.kernel import Role

SILENCE = timedelta(days=14)


def administrators_of(practice_id: UUID) -> list[Membership]:
    """Those at work now."""
    return list(_at_work(practice_id).select_related("person"))


def administrators_at_work(practice_id: UUID, now: datetime) -> list[Membership]:
    """Those who can act: signed in, or made one, within the last 14 days, and not away since. Locked, as below.

    Whoever has lost their second step cannot sign in, so that is seen by their silence.
    """
    rows = _at_work(practice_id).select_for_update(of=("self",)).select_related("person")
    away = {absence.membership_id: absence.starts_at for absence in under_way(practice_id, now)}
    return [one for one in rows if _seen(one, max(now - SILENCE, away.get(one.id, now - SILENCE)))]


def _seen(member: Membership, since: datetime) -> bool:
    if any(at is not None and at > since for at in (member.state_since, member.approved_at)):
        return True
    return Sitting.objects.filter(person_id=member.person_id, touched_at__gt=since).exists()


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
