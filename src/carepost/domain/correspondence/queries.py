"""The lists of the inbox. Every count and every page comes from these same rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import Q

from carepost.domain.tenancy.rows import PracticeQuerySet

if TYPE_CHECKING:
    pass


class ConversationQuerySet(PracticeQuerySet["Conversation"]):
    def waiting(self) -> Self:
        return self.filter(state="waiting")

    def unassigned(self) -> Self:
        return self.waiting().filter(assigned_team=None, assigned_to=None)

    def of_member(self, membership_id: UUID | str) -> Self:
        return self.waiting().filter(assigned_to=membership_id)

    def of_team(self, team_id: UUID) -> Self:
        return self.waiting().filter(assigned_team=team_id)

    def urgent(self) -> Self:
        return self.waiting().filter(urgent=True)

    def awaiting_reply(self) -> Self:
        return self.filter(state="awaiting_reply")

    def failed(self) -> Self:
        return self.filter(unresolved_failures__gt=0)

    def done(self) -> Self:
        return self.filter(state="done")

    def longest_waiting_first(self) -> Self:
        """Urgent is pinned above any order (I6)."""
        return self.order_by("-urgent", "waiting_since", "id")

    def latest_first(self) -> Self:
        return self.order_by("-last_at", "-id")

    def about(self, patient_id: UUID) -> Self:
        return self.filter(Q(patient=patient_id))
