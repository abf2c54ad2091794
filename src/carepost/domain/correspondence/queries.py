"""The lists of the inbox. Every count and every page comes from these same rules."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db.models import Q

from carepost.domain.tenancy.rows import PracticeQuerySet

if TYPE_CHECKING:
    from carepost.domain.correspondence.models import Conversation  # noqa: F401  (the name below)

WAITING = Q(state="waiting")
URGENT = WAITING & Q(urgent=True)
AWAITING_REPLY = Q(state="awaiting_reply")
FAILED = Q(unresolved_failures__gt=0)


class ConversationQuerySet(PracticeQuerySet["Conversation"]):
    def waiting(self) -> Self:
        return self.filter(WAITING)

    def stranded(self) -> Self:
        """Held by somebody who cannot work now, or by a team that has been archived."""
        gone = ~Q(assigned_to=None) & ~Q(assigned_to__state="active")
        return self.waiting().filter(gone | Q(assigned_team__archived_at__isnull=False))

    def unassigned(self) -> Self:
        return self.waiting().filter(assigned_team=None, assigned_to=None)

    def of_member(self, membership_id: UUID | str) -> Self:
        return self.waiting().filter(assigned_to=membership_id)

    def of_team(self, team_id: UUID) -> Self:
        return self.waiting().filter(assigned_team=team_id)

    def urgent(self) -> Self:
        return self.filter(URGENT)

    def awaiting_reply(self) -> Self:
        return self.filter(AWAITING_REPLY)

    def failed(self) -> Self:
        return self.filter(FAILED)

    def done(self) -> Self:
        return self.filter(state="done")

    def since(self, moment: datetime) -> Self:
        """Those in which something has been said since."""
        return self.filter(last_at__gt=moment)

    def longest_waiting_first(self) -> Self:
        """Urgent is pinned above any order (I6)."""
        return self.order_by("-urgent", "waiting_since", "id")

    def latest_first(self) -> Self:
        return self.order_by("-last_at", "-id")

    def about(self, patient_id: UUID) -> Self:
        return self.filter(Q(patient=patient_id))
