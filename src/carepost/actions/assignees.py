"""Who a conversation falls to: where its answers were to go, if they are still there."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations.models import Membership, Team


def answers_go_to(conversation: Conversation) -> dict[str, UUID | None]:
    """The assignment an arriving answer gets. Whoever has it keeps it, if they are still there; a leaver's or an
    archived team's goes where answers were to go, or else to Unassigned, which is always covered."""
    if _takes(conversation.assigned_to, conversation.assigned_team):
        return {}
    member, team = conversation.replies_to_member, conversation.replies_to_team
    there = _takes(member, team)
    return {
        "assigned_to_id": member.id if there and member else None,
        "assigned_team_id": team.id if there and team else None,
    }


def _takes(member: Membership | None, team: Team | None) -> bool:
    """Whether somebody looks there: of the two at most one is given."""
    if member is not None:
        return member.state == Membership.State.ACTIVE
    return team is not None and team.archived_at is None
