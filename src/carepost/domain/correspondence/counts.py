"""How many conversations stand in each list: one statement, by hand because every page asks it, under the lists' rules.

Each part of it can be answered from an index alone. That the rules are those of `queries.py` is what the tests of the
counts hold both to.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from carepost.domain.correspondence.models import Conversation
from carepost.domain.tenancy import statements

_S = Conversation.State
_COUNTS = f"""
    select assigned_team_id, assigned_to_id, count(*), count(*) filter (where urgent), 0::bigint, 0::bigint
    from correspondence_conversation
    where practice_id = %(practice)s and state = '{_S.WAITING.value}'
    group by assigned_team_id, assigned_to_id
    union all select null, null, 0, 0,
        (select count(*) from correspondence_conversation
            where practice_id = %(practice)s and unresolved_failures > 0),
        (select count(*) from correspondence_conversation
            where practice_id = %(practice)s and state = '{_S.AWAITING_REPLY.value}')
"""  # noqa: S608  (made of our own constants; what comes from outside is bound)


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
    counts = Counts()
    for team, member, waiting, urgent, failed, awaiting in statements.run(_COUNTS, {"practice": practice_id}):
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


def stranded_in(practice_id: UUID) -> int:
    """How many wait with somebody who cannot work now."""
    return Conversation.objects.of(practice_id).stranded().count()
