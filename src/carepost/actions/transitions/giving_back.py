"""Taking back what a team was given of a shared log-in: all of it, or because another team is to have it (A3)."""

from __future__ import annotations

from carepost.actions.people.handing_over import undo_hand_over
from carepost.domain.organisations.models import HandOver, Team, Transition
from carepost.ground.kernel import Actor


def give_back(actor: Actor, transition: Transition) -> int:
    """To the log-in, what nobody has worked on since; how many things. Of one elsewhere nothing was here to move."""
    handed = HandOver.objects.of(actor.practice_id).filter(
        membership=transition.shared_id, at__gte=transition.begun_at, undone_at=None
    )
    return sum(undo_hand_over(actor=actor, hand_over_id=one.id).back for one in handed.order_by("-at"))


def sign(transition: Transition, team: Team, words: str) -> None:
    """The team signs with these words, if any; those it had are kept for an undo. Call with nothing signed."""
    transition.signature = words
    if words:
        transition.signature_before, team.signature = team.signature, words
        team.save(update_fields=["signature"])


def unsign(transition: Transition) -> None:
    """The team signs as before, unless somebody has changed that since."""
    if transition.team_id is None or not transition.signature:
        return
    rows = Team.objects.of(transition.practice_id).filter(id=transition.team_id)
    rows.filter(signature=transition.signature).update(signature=transition.signature_before)
