"""Handing over what somebody holds: chosen, looked at once more, done; and taken back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.people.handing_over import (
    Handed,
    TakenBack,
    hand_over,
    hand_over_own,
    undo_hand_over,
    undo_own_hand_over,
    what_i_hold,
    what_is_held,
)
from carepost.actions.people.holdings.port import Taker
from carepost.domain.organisations.people import member_here, team_here
from carepost.doors.web import toasts
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenting.leaving import chosen_for, hand_over_page, holding_page
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.ground.kernel import NotFound, Refused

from .working import whom

NOBODY = FieldError(field="to", text="Choose who takes it")


def holding(request: MemberRequest) -> HttpResponse:
    return answer(request, shell_for(request, "practice", quiet=True), holding_page(request.actor))


def theirs(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def done(to: Taker, each: dict[UUID, Taker]) -> Handed:
        return hand_over(actor=request.actor, membership_id=membership_id, to=to, each=each)

    what_is_held(actor=request.actor, membership_id=membership_id)
    return _go(request, membership_id, done)


def own(request: MemberRequest) -> HttpResponse:
    def done(to: Taker, each: dict[UUID, Taker]) -> Handed:
        return hand_over_own(actor=request.actor, to=to, each=each)

    return _go(request, request.membership.id, done)


def _go(
    request: MemberRequest, membership_id: UUID, done: Callable[[Taker, dict[UUID, Taker]], Handed]
) -> HttpResponse:
    """1. a form; 2. the same with what will happen; 3. done."""
    if request.method != "POST":
        return _draw(request, membership_id)
    try:
        to, each = _chosen(request)
        if request.POST.get("step") != "do":
            return _draw(request, membership_id, sure=_sure(to, each))
        handed = done(to, each)
    except Refused as refused:
        return _draw(request, membership_id, error=FieldError(field="to", text=refused.reason))
    words = ", ".join(one.words for one in handed.held) or "nothing"
    toasts.leave(request, f"Handed over to {to}: {words}.")
    return redirect(request.path)


def _draw(
    request: MemberRequest, membership_id: UUID, *, sure: str = "", error: FieldError | None = None
) -> HttpResponse:
    giver = member_here(request.actor.practice_id, membership_id)
    is_own = giver.id == request.membership.id
    held = (
        what_i_hold(actor=request.actor)
        if is_own
        else what_is_held(actor=request.actor, membership_id=membership_id)
    )
    fields = {name: str(value) for name, value in request.POST.items() if name.startswith(("to", "each-"))}
    errors = (error,) if error else ()
    page = hand_over_page(request.actor, giver, held, fields, sure=sure, errors=errors)
    return answer(request, shell_for(request, "practice", quiet=True), page, 422 if errors else 200)


def _chosen(request: MemberRequest) -> tuple[Taker, dict[UUID, Taker]]:
    to = _taker(request, request.POST.get("to", ""))
    if to is None:
        raise Refused(NOBODY.text)
    try:
        each = chosen_for(request.POST.dict())
    except ValueError as error:
        raise NotFound("There is no such conversation here.") from error
    takers = ((one, _taker(request, value)) for one, value in each.items())
    return to, {one: taker for one, taker in takers if taker is not None}


def _taker(request: MemberRequest, value: str) -> Taker | None:
    team_id, membership_id = whom(request, value)
    practice_id = request.actor.practice_id
    if team_id is not None:
        return team_here(practice_id, team_id)
    return member_here(practice_id, membership_id) if membership_id is not None else None


def _sure(to: Taker, each: dict[UUID, Taker]) -> str:
    some = f", but {len(each)} one by one to others" if each else ""
    return f"All of this goes to {to}{some}. Answers that come to what is done already will go to {to} too."


def undo(request: MemberRequest, hand_over_id: UUID) -> HttpResponse:
    back = undo_hand_over(actor=request.actor, hand_over_id=hand_over_id)
    _tell(request, back)
    return redirect("hand-over", membership_id=back.hand_over.membership_id)


def undo_own(request: MemberRequest, hand_over_id: UUID) -> HttpResponse:
    _tell(request, undo_own_hand_over(actor=request.actor, hand_over_id=hand_over_id))
    return redirect("hand-over-own")


def _tell(request: MemberRequest, back: TakenBack) -> None:
    stayed = f" {back.stayed} stayed, because somebody has worked on them." if back.stayed else ""
    toasts.leave(request, f"Taken back: {back.back}.{stayed}")
