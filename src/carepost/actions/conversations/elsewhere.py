"""What waits for somebody at another of their practices: a number, and nothing else (A9)."""

from __future__ import annotations

from django.db.models import Q

from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.context import acting_for


def count_elsewhere(*, place: Membership) -> int:
    """Theirs, their teams' and what nobody has taken yet. Seen as that practice, and only for this."""
    with acting_for(place.practice_id, place.person_id):
        waiting = Conversation.objects.of(place.practice_id).waiting()
        theirs = Q(assigned_to=place.id) | Q(assigned_team__places__membership=place.id)
        nobodys = Q(assigned_to=None, assigned_team=None)
        return waiting.filter(theirs | nobodys).distinct().count()
