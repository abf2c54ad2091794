"""How far each move off a shared log-in is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from carepost.actions.permissions import check_administrator
from carepost.domain.organisations.models import Invitation, Membership, Transition
from carepost.ground.kernel import Actor

Rows = list[Transition]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """`invited` are the people asked, with the place they have got, if any."""

    transition: Transition
    invited: list[Invitation]

    @property
    def at_work(self) -> int:
        return sum(_works(one) for one in self.invited)


def _works(invitation: Invitation) -> bool:
    return invitation.membership is not None and invitation.membership.state == Membership.State.ACTIVE


def list_transitions(*, actor: Actor) -> Rows:
    """Those under way first, then the latest."""
    check_administrator(actor)
    rows = Transition.objects.of(actor.practice_id).select_related("team")
    return sorted(rows.order_by("-begun_at"), key=lambda one: one.state != Transition.State.OPEN)


def progress_of(*, actor: Actor, transition_id: UUID) -> Progress:
    check_administrator(actor)
    rows = Transition.objects.select_related("team", "shared__person", "begun_by__person")
    transition = rows.one(actor.practice_id, transition_id)
    asked = Invitation.objects.of(actor.practice_id).filter(transition=transition)
    asked = asked.exclude(state=Invitation.State.WITHDRAWN).select_related("membership__person")
    return Progress(transition=transition, invited=list(asked.order_by("family_name", "given_name", "id")))
