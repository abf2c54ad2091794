"""Who holds what, and handing it over, as pages show it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse

from carepost.actions.people.handing_over import Held, held_by
from carepost.actions.people.holdings.conversations import held_by as conversations_of
from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations.absences import away_now
from carepost.domain.organisations.leaving import gone_with_a_past, last_hand_over
from carepost.domain.organisations.models import HandOver, Membership
from carepost.domain.organisations.people import members_of
from carepost.doors.web.presenters.leaving import EachConversation, HandOverPage, Holder, HoldingPage
from carepost.doors.web.presenters.parts import Choice, FieldError, Link, PostAction
from carepost.ground.kernel import Actor, clock

from .people import takers

MOST_ONE_BY_ONE = 50
STATES = {Membership.State.SUSPENDED: "Suspended", Membership.State.LEFT: "Has left"}
LIKE_THE_REST = Choice(value="", label="Like the rest", group="")
NOBODY_YET = Choice(value="", label="Choose", group="")


def hand_over_page(
    actor: Actor,
    giver: Membership,
    held: tuple[Held, ...],
    chosen: Mapping[str, str],
    *,
    sure: str = "",
    errors: tuple[FieldError, ...] = (),
) -> HandOverPage:
    own = str(giver.id) == actor.id
    found = list(conversations_of(giver).latest_first()[: MOST_ONE_BY_ONE + 1])
    last = last_hand_over(giver)
    return HandOverPage(
        title="Hand over what you hold" if own else f"Before {giver.name} leaves",
        lead=_lead(giver, own, bool(held)),
        url=reverse("hand-over-own") if own else reverse("hand-over", args=[giver.id]),
        held=tuple(one.words for one in held),
        choices=(NOBODY_YET, *_takers(actor, giver, chosen.get("to", ""))),
        each=tuple(_each(actor, giver, one, chosen) for one in found[:MOST_ONE_BY_ONE]),
        more=max(0, len(found) - MOST_ONE_BY_ONE),
        sure=sure,
        kept=tuple(chosen.items()) if sure else (),
        undo=_undo(last, giver, own),
        undone_words=_said(last) if last else "",
        back=None if own else Link(label="Who holds what", url=reverse("holding")),
        errors=errors,
    )


def _lead(giver: Membership, own: bool, holds: bool) -> str:
    if not holds:
        return (
            "You hold nothing now." if own else f"{giver.name} holds nothing now, so the place can be ended."
        )
    who = "You hold" if own else f"{giver.name} holds"
    return f"{who} what is listed here. It all moves at once; nothing is sent to anybody outside."


def _takers(actor: Actor, giver: Membership, chosen: str) -> tuple[Choice, ...]:
    """Everybody but the one it is taken from; whoever acts is a colleague here like the others."""
    own = str(giver.id) == actor.id
    not_theirs = {f"member:{giver.id}", "me"} if own else {f"member:{giver.id}"}
    return tuple(one for one in takers(actor, chosen) if one.value not in not_theirs)


def _each(actor: Actor, giver: Membership, one: Conversation, chosen: Mapping[str, str]) -> EachConversation:
    field = f"each-{one.id}"
    return EachConversation(
        field=field,
        title=f"{one.correspondent or 'Conversation'}, {one.reference}",
        choices=(LIKE_THE_REST, *_takers(actor, giver, chosen.get(field, ""))),
    )


def _undo(last: HandOver | None, giver: Membership, own: bool) -> PostAction | None:
    if last is None or giver.state == Membership.State.LEFT:
        return None
    name = "hand-over-own-undo" if own else "hand-over-undo"
    return PostAction(label="Take it back", url=reverse(name, args=[last.id]))


def _said(last: HandOver) -> str:
    number = sum(map(len, last.moved.values()))
    things = "1 thing" if number == 1 else f"{number:,} things"
    done = f"{last.by} handed {things} over to {last.to_team or last.to_member}."
    return f"{done} What nobody has worked on since can be taken back."


def holding_page(actor: Actor) -> HoldingPage:
    away = away_now(actor.practice_id, clock.now())
    stranded = [(one, held) for one in gone_with_a_past(actor.practice_id) if (held := held_by(one))]
    return HoldingPage(
        stranded=tuple(_holder(one, held, STATES[Membership.State(one.state)]) for one, held in stranded),
        others=tuple(
            _holder(one, held_by(one), away.get(one.id, "at work")) for one in members_of(actor.practice_id)
        ),
    )


def _holder(member: Membership, held: tuple[Held, ...], state: str) -> Holder:
    hand_over = Link(label=f"Hand over what {member.name} holds", url=reverse("hand-over", args=[member.id]))
    absent = Link(label=f"When {member.name} is away", url=reverse("away", args=[member.id]))
    at_work = member.state == Membership.State.ACTIVE
    return Holder(
        name=member.name,
        state=state,
        held=", ".join(one.words for one in held) or "holds nothing",
        links=(hand_over, absent) if at_work else (hand_over,),
    )


def chosen_for(fields: Mapping[str, str]) -> dict[UUID, str]:
    """Conversation id to the taker chosen for it alone, of a form's `each-<id>` fields."""
    picked = (
        (name.removeprefix("each-"), to) for name, to in fields.items() if name.startswith("each-") and to
    )
    return {UUID(one): to for one, to in picked}
