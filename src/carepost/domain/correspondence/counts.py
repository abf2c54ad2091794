"""How many conversations stand in each list: one grouped query under the rules of the lists themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count

from carepost.domain.correspondence.models import Conversation
from carepost.domain.correspondence.queries import AWAITING_REPLY, FAILED, URGENT, WAITING


@dataclass(slots=True)
class Counts:
    """`teams` and `members` count what waits with each, by id."""

    unassigned: int = 0
    urgent: int = 0
    failed: int = 0
    awaiting_reply: int = 0
    teams: Counter[UUID] = field(default_factory=Counter)
    members: Counter[UUID] = field(default_factory=Counter)


def counts_of(practice_id: UUID) -> Counts:
    rows = (
        Conversation.objects.of(practice_id)
        .filter(WAITING | AWAITING_REPLY | FAILED)
        .values_list("assigned_team", "assigned_to")
        .annotate(
            waiting=Count("id", filter=WAITING),
            pressing=Count("id", filter=URGENT),
            broken=Count("id", filter=FAILED),
            answered_by_nobody=Count("id", filter=AWAITING_REPLY),
        )
        .order_by()
    )
    counts = Counts()
    for team, member, waiting, urgent, failed, awaiting in rows:
        counts.urgent += urgent
        counts.failed += failed
        counts.awaiting_reply += awaiting
        if team is not None:
            counts.teams[team] += waiting
        elif member is not None:
            counts.members[member] += waiting
        else:
            counts.unassigned += waiting
    return counts
