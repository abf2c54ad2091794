"""From a transition to its five steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse

from carepost.actions.transitions.look import Progress
from carepost.domain.organisations.models import Invitation, Membership, Team, Transition
from carepost.doors.web import formats
from carepost.doors.web.presenters.moving import Invited, Move, MovePage, MovesPage, Step
from carepost.doors.web.presenters.parts import Choice, EmptyState, FieldError, Link, PostAction, Tag, Tone
from carepost.ground.kernel import clock

TONES = {
    Transition.State.OPEN: Tone.LOOK,
    Transition.State.CLOSED: Tone.DONE,
    Transition.State.UNDONE: Tone.PLAIN,
}
NEW_TEAM = "new"
LATE = (
    "Its last day is over, and it closes within the hour. Still here later? Then it is an administrator's, and the"
    " practice needs two others first: make a colleague an administrator."
)
ELSEWHERE = "The mailbox or log-in itself is closed by whoever runs it, so tell them the day."
AGAIN = "Send it again, or withdraw it"
MAIL = (
    "Mail of the old mailbox can be brought over: whoever runs this installation imports its export (mbox, Maildir or"
    " .eml) with “carepost import”. Each message is stored once and matched like mail that comes."
)


def moves_page(
    transitions: Iterable[Transition], members: Iterable[Membership], *, errors: tuple[FieldError, ...] = ()
) -> MovesPage:
    moves = tuple(_move(one) for one in transitions)
    nothing = EmptyState(title="Nobody shares a log-in here", text="As far as this page knows.")
    return MovesPage(
        begin_url=reverse("moving"),
        members=tuple(Choice(value=str(one.id), label=one.name) for one in members),
        moves=moves,
        empty=None if moves else nothing,
        errors=errors,
    )


def _move(transition: Transition) -> Move:
    return Move(
        name=transition.name,
        url=reverse("move", args=[transition.id]),
        said=_countdown(transition) or f"{transition.get_case_display()}.",
        tag=Tag(text=transition.get_state_display(), tone=TONES[Transition.State(transition.state)]),
    )


def move_page(
    progress: Progress,
    teams: Iterable[Team],
    *,
    typed: Mapping[str, str] | None = None,
    errors: tuple[FieldError, ...] = (),
) -> MovePage:
    transition = progress.transition
    is_open = transition.state == Transition.State.OPEN
    address = [transition.id]
    return MovePage(
        name=transition.name,
        lead=_lead(transition),
        steps=_steps(progress),
        story=Link(label="The whole story, from the ledger", url=reverse("move-story", args=address)),
        back=Link(label="Back to shared log-ins", url=reverse("moving")),
        is_open=is_open,
        team_url=reverse("move-team", args=address),
        teams=_teams(transition, teams),
        signature=transition.signature,
        invite_url=reverse("move-invite", args=address),
        typed=typed or {},
        invited=tuple(_invited(one) for one in progress.invited),
        mail=MAIL if transition.case == Transition.Case.ELSEWHERE else "",
        date_url=reverse("move-date", args=address),
        closes_on=transition.closes_on,
        undo=PostAction(label="Take it all back", url=reverse("move-undo", args=address))
        if is_open
        else None,
        errors=errors,
    )


def _lead(transition: Transition) -> str:
    begun = f"Begun by {transition.begun_by.name}, {formats.moment(transition.begun_at, now=clock.now())}."
    match transition.state:
        case Transition.State.CLOSED:
            return f"{begun} {_closed_said(here=transition.case == Transition.Case.HERE)}"
        case Transition.State.UNDONE:
            return f"{begun} Taken back: it is as it was."
        case _:
            return f"{begun} {_countdown(transition)}".strip()


def _countdown(transition: Transition) -> str:
    if transition.state != Transition.State.OPEN or transition.closes_on is None:
        return ""
    left = (transition.closes_on - clock.today()).days
    if left < 0:
        return LATE
    days = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")
    return f"Closes {days}, at the end of {formats.day(transition.closes_on)}."


def _steps(progress: Progress) -> tuple[Step, ...]:
    transition, here = progress.transition, progress.transition.case == Transition.Case.HERE
    closed = transition.state == Transition.State.CLOSED
    told = (
        ("Named", _named(here), True),
        ("The team that has its inbox", _team_said(transition), transition.team_id is not None),
        ("An account for each person", _people_said(progress), _all_at_work(progress)),
        ("The closing date", _date_said(transition), transition.closes_on is not None),
        ("Closed", _closed_said(here=here) if closed else _closes_said(here=here), closed),
    )
    return tuple(
        Step(number=number, title=title, said=said, done=done)
        for number, (title, said, done) in enumerate(told, start=1)
    )


def _closed_said(*, here: bool) -> str:
    """What is not in Carepost cannot be closed by it."""
    return "Closed: nobody can sign in with it any more." if here else f"Closed here. {ELSEWHERE}"


def _closes_said(*, here: bool) -> str:
    by_itself = "By itself, after the closing date."
    return by_itself if here else f"{by_itself} {ELSEWHERE}"


def _named(here: bool) -> str:
    if here:
        return "Nothing new is sent with it from that hour. It can be read until it closes."
    return "It is not in Carepost, so nothing here is stopped."


def _team_said(transition: Transition) -> str:
    if transition.team is None:
        return "Not chosen yet."
    return f"{transition.team.name} has what it held, and the answers still to come."


def _people_said(progress: Progress) -> str:
    if not progress.invited:
        return "Nobody is invited yet."
    return f"{progress.at_work} of {len(progress.invited)} are at work with an account of their own."


def _all_at_work(progress: Progress) -> bool:
    return bool(progress.invited) and progress.at_work == len(progress.invited)


def _date_said(transition: Transition) -> str:
    return _countdown(transition) or (
        formats.day(transition.closes_on) if transition.closes_on else "Not set yet."
    )


def _teams(transition: Transition, teams: Iterable[Team]) -> tuple[Choice, ...]:
    chosen = transition.team_id
    named = [Choice(value=str(one.id), label=one.name, chosen=one.id == chosen) for one in teams]
    fresh = Choice(value=NEW_TEAM, label=f"A team called {transition.name}", chosen=chosen is None)
    return (fresh, *named) if chosen is None else tuple(named)


def _invited(invitation: Invitation) -> Invited:
    name, member = f"{invitation.given_name} {invitation.family_name}", invitation.membership
    if member is None:
        over = ". The link is good no more" if invitation.expires_at <= clock.now() else ""
        said = f"Invited {formats.moment(invitation.invited_at, now=clock.now())}{over}"
        return Invited(name=name, said=said, next=Link(label=AGAIN, url=reverse("invitations")))
    if member.state == Membership.State.AWAITING:
        approve = Link(label=f"Approve {member.name}", url=reverse("person", args=[member.id]))
        return Invited(name=member.name, said="Awaits approval", next=approve)
    at_work = member.state == Membership.State.ACTIVE
    return Invited(name=member.name, said="At work" if at_work else member.get_state_display(), done=at_work)
