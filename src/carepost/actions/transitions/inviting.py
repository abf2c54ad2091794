"""People come off a shared log-in one by one: an account of their own each, in the team that has its inbox (A3)."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.people.inviting import Invited, invite
from carepost.actions.permissions import check_administrator
from carepost.actions.policies.people import check_transition_is_open
from carepost.actions.teams.filling import change_places
from carepost.actions.transitions.telling import tell
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Invitation, Membership, Team, TeamMembership, Transition
from carepost.ground.kernel import Actor, EmailAddress


def invite_off(
    *, actor: Actor, transition_id: UUID, email: EmailAddress, given_name: str, family_name: str
) -> Invitation:
    """As any invitation, and remembered as one of this move, so that its progress counts them."""
    check_administrator(actor)
    transition = Transition.objects.one_for_update(actor.practice_id, transition_id)
    check_transition_is_open(transition)

    teams = (transition.team_id,) if transition.team_id else ()
    whom = Invited(email=email, given_name=given_name, family_name=family_name, teams=teams)
    invitation = invite(actor=actor, whom=whom)
    invitation.transition = transition
    invitation.save(update_fields=["transition"])

    tell(
        actor,
        Event.TRANSITION_INVITED,
        transition,
        of={"invitation": invitation.id},
        who=invitation.given_name,
    )
    return invitation


def take_in(actor: Actor, transition: Transition, team: Team) -> None:
    """Whoever was invited before there was a team, or for another, joins this one: at once, or when they come."""
    asked = Invitation.objects.of(actor.practice_id).filter(transition=transition)
    asked.filter(state=Invitation.State.WAITING).update(teams=[str(team.id)])
    come = Membership.objects.of(actor.practice_id).filter(id__in=asked.values("membership"))
    for member in come.filter(state=Membership.State.ACTIVE):
        change_places(actor=actor, joining=[(member.id, team.id)])
    for member in come.filter(state=Membership.State.AWAITING):  # it is ticked where they are approved
        TeamMembership.objects.get_or_create(practice_id=actor.practice_id, team=team, membership=member)
