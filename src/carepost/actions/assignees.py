"""Who a conversation falls to: where its answers were to go, if they are still there."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations.models import Membership


def answers_go_to(conversation: Conversation) -> dict[str, UUID | None]:
    """The assignment an arriving answer gets. Whoever has it already keeps it; a leaver's or an archived team's
    falls to Unassigned, which is always covered."""
    if conversation.assigned_to_id or conversation.assigned_team_id:
        return {}
    team, member = conversation.replies_to_team, conversation.replies_to_member
    if member is not None and member.state == Membership.State.ACTIVE:
        return {"assigned_to_id": member.id}
    if team is not None and team.archived_at is None:
        return {"assigned_team_id": team.id}
    return {}
