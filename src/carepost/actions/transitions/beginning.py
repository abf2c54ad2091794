"""Beginning to move off a shared log-in, and the team that inherits what it has (A3)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from carepost.actions.notices.mailing import Said, mail
from carepost.actions.people.handing_over import hand_over
from carepost.actions.permissions import check_administrator
from carepost.actions.policies.letters import check_team_can_take
from carepost.actions.policies.people import check_transition_is_open
from carepost.actions.teams.making import LONGEST, make_team
from carepost.actions.transitions.giving_back import give_back, sign, unsign
from carepost.actions.transitions.inviting import take_in
from carepost.actions.transitions.telling import tell
from carepost.domain.ledger.events import Event
from carepost.domain.organisations import places
from carepost.domain.organisations.models import Membership, Team, Transition
from carepost.domain.tenancy.rows import PracticeQuerySet
from carepost.ground.kernel import Actor, Conflict, Refused, clock

Case = Transition.Case
STOPPED = Said(
    subject="Carepost: nothing new is sent with this log-in",
    text=(
        "Several people use the log-in of this address, so from now on nothing new is sent with it. What is there can "
        "be read until it closes, and others of the practice go on with it.\n\nAsk a practice administrator for an "
        "account of your own.\n"
    ),
)


@dataclass(frozen=True, slots=True)
class Given:
    """Who has the inbox now, and how many things moved to them."""

    team: Team
    moved: int


def begin_elsewhere(*, actor: Actor, name: str) -> Transition:
    """Off a shared mailbox or log-in that is not here: people come with accounts of their own, mail is imported."""
    check_administrator(actor)
    called = " ".join(name.split())
    if not called:
        raise Refused("Say what people call the shared log-in, such as Front desk.")
    if len(called) > LONGEST:
        raise Refused(f"A name has at most {LONGEST} characters, as the team of that name has. Shorten it.")
    return _begin(actor, called, Case.ELSEWHERE, None)


def begin_here(*, actor: Actor, membership_id: UUID) -> Transition:
    """An account here was found to be shared: nothing new is sent with it from now on, only read."""
    check_administrator(actor)
    shared = Membership.objects.one_for_update(actor.practice_id, membership_id)
    places.check_is(shared, Membership.State.ACTIVE)
    if str(shared.id) == actor.id:
        raise Refused("You are signed in with this log-in yourself. Ask another administrator.")
    if _open(actor.practice_id).filter(shared=shared).exists():
        raise Conflict(f"{shared.name} is being moved to accounts of their own already.")

    shared.sends_stopped_at = clock.now()
    shared.save(update_fields=["sends_stopped_at"])
    mail(shared.person.email, STOPPED)
    return _begin(actor, shared.name, Case.HERE, shared)


def _open(practice_id: UUID) -> PracticeQuerySet[Transition]:
    return Transition.objects.of(practice_id).filter(state=Transition.State.OPEN)


def _begin(actor: Actor, name: str, case: Case, shared: Membership | None) -> Transition:
    transition = Transition.objects.create(
        practice_id=actor.practice_id,
        name=name,
        case=case,
        shared=shared,
        begun_by_id=UUID(actor.id),
        begun_at=clock.now(),
    )
    tell(actor, Event.TRANSITION_BEGUN, transition, case=case.value)
    return transition


def give_to_team(
    *, actor: Actor, transition_id: UUID, team_id: UUID | None = None, signature: str = ""
) -> Given:
    """The team that has the inbox from now on: one there is, or a new one of the log-in's name. All that a log-in here
    holds moves to it at once, answers to come included; what it signed with becomes the team's, and whoever was
    invited is in it. Another team than before takes over what nobody has worked on at the first."""
    check_administrator(actor)
    transition = Transition.objects.one_for_update(actor.practice_id, transition_id)
    check_transition_is_open(transition)
    unsign(transition)
    team = (
        Team.objects.one_for_update(actor.practice_id, team_id)
        if team_id
        else _of_its_name(actor, transition)
    )
    check_team_can_take(team)

    if transition.team_id not in {None, team.id}:
        give_back(actor, transition)
    sign(transition, team, signature.strip())
    transition.team = team
    transition.save(update_fields=["team", "signature", "signature_before"])
    numbers = _move(actor, transition, team)
    take_in(actor, transition, team)

    tell(actor, Event.TRANSITION_TEAM_CHOSEN, transition, of={"team": team.id}, team=team.name, moved=numbers)
    return Given(team, sum(numbers.values()))


def _of_its_name(actor: Actor, transition: Transition) -> Team:
    known = Team.objects.of(actor.practice_id).filter(name__iexact=transition.name, archived_at=None).first()
    return known or make_team(actor=actor, name=transition.name)


def _move(actor: Actor, transition: Transition, team: Team) -> dict[str, int]:
    """How many of each kind moved; of a log-in elsewhere nothing is here to move."""
    if transition.shared_id is None:
        return {}
    handed = hand_over(actor=actor, membership_id=transition.shared_id, to=team)
    return {held.name: held.number for held in handed.held}
