"""Handing over what somebody holds: when they leave, are away for long, change their work or cannot work now (A10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from carepost.actions.permissions import check_administrator, check_sender
from carepost.actions.policies.letters import check_member_can_take, check_team_can_take
from carepost.actions.policies.people import check_can_take_over, check_holds_nothing, check_may_be_given_back
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import HandOver, Membership, Team
from carepost.domain.organisations.people import hold_place
from carepost.ground.kernel import Actor, clock

from .holdings.conversations import OpenConversations
from .holdings.order import HOLDINGS
from .holdings.port import Handing, Holding, Moved, Taker


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """So many of one kind, and in words: "40 open conversations"."""

    name: str
    number: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    hand_over: HandOver
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """How many things went back, and how many stayed because somebody had worked on them."""

    hand_over: HandOver
    back: int
    stayed: int


def what_is_held(*, actor: Actor, membership_id: UUID) -> tuple[Held, ...]:
    """Of each kind that a member holds any of, how many."""
    check_administrator(actor)
    return held_by(Membership.objects.one(actor.practice_id, membership_id))


def what_i_hold(*, actor: Actor) -> tuple[Held, ...]:
    """The same, of whoever asks."""
    check_sender(actor)
    return held_by(Membership.objects.one(actor.practice_id, UUID(actor.id)))


def held_by(giver: Membership) -> tuple[Held, ...]:
    counted = ((one, one.count(giver)) for one in HOLDINGS)
    return tuple(Held(name=one.name, number=n, words=one.words(n)) for one, n in counted if n)


def check_handed_over(giver: Membership) -> None:
    """No place is closed while something is still with whoever leaves it. Call with the place locked."""
    check_holds_nothing(giver.name, tuple(one.words for one in held_by(giver)))


def hand_over(
    *, actor: Actor, membership_id: UUID, to: Taker, each: Mapping[UUID, Taker] | None = None
) -> Handed:
    """Hand over all that a member holds, at once or not at all. `each` has other takers for some conversations.

    Whoever takes it also has the answers that come to what is done already, once the giver is not at work.
    """
    check_administrator(actor)
    rows = Membership.objects.select_for_update(of=("self",), no_key=True)
    return _hand_over(actor, rows.one(actor.practice_id, membership_id), to, each or {})


def hand_over_own(*, actor: Actor, to: Taker, each: Mapping[UUID, Taker] | None = None) -> Handed:
    """Hand over all that one holds oneself: before long leave, or other work. One's place is held by the way in."""
    check_sender(actor)
    return _hand_over(actor, Membership.objects.one(actor.practice_id, UUID(actor.id)), to, each or {})


def hand_part(actor: Actor, giver: Membership, to: Taker, kind: Holding) -> HandOver:
    """One kind of thing only, as part of a change that asks for it; whoever has their answers later stays as named."""
    return _hand_over(actor, giver, to, {}, (kind,)).hand_over


def undo_hand_over(*, actor: Actor, hand_over_id: UUID) -> TakenBack:
    """Give back what nobody has worked on since, while whoever held it has a place here."""
    check_administrator(actor)
    return _undo(actor, HandOver.objects.one_for_update(actor.practice_id, hand_over_id))


def undo_own_hand_over(*, actor: Actor, hand_over_id: UUID) -> TakenBack:
    """The same, of what was one's own."""
    check_sender(actor)
    own = HandOver.objects.of(actor.practice_id).filter(membership=UUID(actor.id))
    return _undo(actor, own.one_for_update(actor.practice_id, hand_over_id))


def _hand_over(
    actor: Actor,
    giver: Membership,
    to: Taker,
    each: Mapping[UUID, Taker],
    kinds: tuple[Holding, ...] = HOLDINGS,
) -> Handed:
    for taker in {to, *each.values()}:
        _check_takes(giver, taker)

    handing = Handing(actor=actor, giver=giver, to=to, at=clock.now(), each=each)
    moved = {one.name: one.move(handing) for one in kinds}
    done = _keep(handing, moved)
    if _was_whole(done):
        _name_inheritor(giver, handing.to_member, handing.to_team)

    numbers = {name: len(things) for name, things in moved.items()}
    record(
        actor=actor,
        event=Event.MEMBERSHIP_HANDED_OVER,
        about={"membership": giver.id, "hand_over": done.id},
        detail={"from": giver.name, "to": str(to), "numbers": numbers},
    )
    held = (Held(name=one.name, number=n, words=one.words(n)) for one in kinds if (n := numbers[one.name]))
    return Handed(hand_over=done, held=tuple(held))


def _undo(actor: Actor, done: HandOver) -> TakenBack:
    giver = Membership.objects.one(actor.practice_id, done.membership_id)
    check_may_be_given_back(giver, undone=done.undone_at is not None)

    handing = Handing(
        actor=actor,
        giver=giver,
        to=giver,
        at=clock.now(),
        taken_by_team=done.to_team,
        taken_by_member=done.to_member,
    )
    back = sum(one.put_back(handing, done.moved.get(one.name, [])) for one in HOLDINGS)
    done.undone_at = handing.at
    done.save(update_fields=["undone_at"])
    if _was_whole(done):
        _name_inheritor(giver, done.before_member, done.before_team)

    stayed = sum(map(len, done.moved.values())) - back
    record(
        actor=actor,
        event=Event.MEMBERSHIP_HAND_OVER_UNDONE,
        about={"membership": giver.id, "hand_over": done.id},
        detail={"to": giver.name, "back": back, "stayed": stayed},
    )
    return TakenBack(hand_over=done, back=back, stayed=stayed)


def _check_takes(giver: Membership, taker: Taker) -> None:
    """Of this practice, and held at work until this is done: somebody who goes meanwhile is not given anything."""
    if isinstance(taker, Team):
        check_team_can_take(Team.objects.one(giver.practice_id, taker.id))
        return
    member = Membership.objects.one(giver.practice_id, taker.id)
    check_can_take_over(giver, member)
    check_member_can_take(member, held=hold_place(member))


def _was_whole(done: HandOver) -> bool:
    """All kinds of things, and so the answers to come as well."""
    return OpenConversations.name in done.moved


def _name_inheritor(giver: Membership, member: Membership | None, team: Team | None) -> None:
    rows = Membership.objects.of(giver.practice_id).filter(id=giver.id)
    rows.update(inheritor=member, inheriting_team=team)


def _keep(handing: Handing, moved: dict[str, Moved]) -> HandOver:
    return HandOver.objects.create(
        practice_id=handing.actor.practice_id,
        membership=handing.giver,
        to_team=handing.to_team,
        to_member=handing.to_member,
        before_team_id=handing.giver.inheriting_team_id,
        before_member_id=handing.giver.inheritor_id,
        moved=moved,
        by=handing.by,
        at=handing.at,
    )
