"""An administrator looks at signs that a log-in is shared, and decides."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from carepost.actions.people.sitting import end_sitting
from carepost.actions.permissions import check_administrator
from carepost.actions.policies.people import check_says_why, check_sign_is_open
from carepost.actions.transitions.beginning import begin_here
from carepost.domain.identity.models import Sitting
from carepost.domain.identity.sittings import sittings_of
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Practice, SharingSign, Transition
from carepost.ground.kernel import Actor, clock

MOST = 200


@dataclass(frozen=True, slots=True)
class Signs:
    """Those to be looked at, and those dealt with, the newest first."""

    open: list[SharingSign]
    settled: list[SharingSign]


def look_at_signs(*, actor: Actor) -> Signs:
    """Signs that a log-in here is shared."""
    check_administrator(actor)
    rows = SharingSign.objects.of(actor.practice_id).select_related(
        "membership__person", "decided_by__person"
    )
    found = list(rows.order_by("-last_at", "-id")[:MOST])
    waiting = SharingSign.State.OPEN
    return Signs(
        [one for one in found if one.state == waiting], [one for one in found if one.state != waiting]
    )


def explain_sign(*, actor: Actor, sign_id: UUID, answer: str) -> SharingSign:
    """It was one person after all, and why; the same is only counted for thirty days."""
    check_administrator(actor)
    sign = _open(actor, sign_id)
    check_says_why(answer)

    return _settle(actor, sign, SharingSign.State.EXPLAINED, answer.strip())


def move_to_own_accounts(*, actor: Actor, sign_id: UUID) -> Transition:
    """Begin to move the people behind a shared log-in to accounts of their own: it reads only, from this hour (A3)."""
    check_administrator(actor)
    sign = _open(actor, sign_id)

    transition = begin_here(actor=actor, membership_id=sign.membership_id)
    _settle(actor, sign, SharingSign.State.MOVING, "")
    return transition


def _open(actor: Actor, sign_id: UUID) -> SharingSign:
    sign = SharingSign.objects.one_for_update(actor.practice_id, sign_id)
    check_sign_is_open(sign)
    return sign


def _settle(actor: Actor, sign: SharingSign, state: SharingSign.State, answer: str) -> SharingSign:
    sign.state, sign.answer = state, answer
    sign.decided_by_id, sign.decided_at = UUID(actor.id), clock.now()
    sign.save(update_fields=["state", "answer", "decided_by", "decided_at"])

    _record(actor, sign, {"decision": state.value, "answer": answer})
    return sign


def end_older_sittings(*, actor: Actor, sign_id: UUID) -> int:
    """Sign the person out everywhere but where they were at work last; how many places."""
    check_administrator(actor)
    sign = SharingSign.objects.one(actor.practice_id, sign_id)
    person_id = sign.membership.person_id
    older = sittings_of(person_id)[1:]
    for one in older:
        end_sitting(person_id=person_id, sitting_id=one.id, why=Sitting.Ended.REVOKED)

    _record(actor, sign, {"ended": len(older)})
    return len(older)


def choose_what_happens(*, actor: Actor, sharing: Practice.Sharing) -> None:
    """Tell only, or also lock the older of two places."""
    check_administrator(actor)
    Practice.objects.filter(id=actor.practice_id).update(sharing=sharing)

    record(actor=actor, event=Event.SHARING_POLICY, about={}, detail={"sharing": sharing.value})


def _record(actor: Actor, sign: SharingSign, detail: dict[str, object]) -> None:
    about = {"membership": sign.membership_id, "sign": sign.id}
    record(actor=actor, event=Event.SHARING_SETTLED, about=about, detail=detail)
