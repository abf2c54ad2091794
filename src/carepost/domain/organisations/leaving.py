"""Who has gone, and what was handed over last."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.organisations.models import HandOver, Membership


def gone_with_a_past(practice_id: UUID) -> list[Membership]:
    """Those who were at work and cannot work now, by family name."""
    gone = (Membership.State.SUSPENDED, Membership.State.LEFT)
    rows = Membership.objects.of(practice_id).filter(state__in=gone).select_related("person")
    return list(rows.order_by("person__family_name", "person__given_name", "id"))


def last_hand_over(giver: Membership) -> HandOver | None:
    """The last one that stands; None when it has been taken back."""
    rows = HandOver.objects.of(giver.practice_id).filter(membership=giver.id, undone_at=None)
    return rows.select_related("to_team", "to_member__person").order_by("-at", "-id").first()
