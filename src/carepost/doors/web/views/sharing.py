"""Signs that a log-in is shared: looked at, explained, or the beginning of a move."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.sharing.settling import (
    choose_what_happens,
    end_older_sittings,
    explain_sign,
    look_at_signs,
    move_to_own_accounts,
)
from carepost.domain.organisations.models import Practice
from carepost.doors.web import toasts
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import Tone
from carepost.doors.web.presenting.sharing import sharing_page
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.ground.kernel import NotFound, Refused


def show(request: MemberRequest) -> HttpResponse:
    page = sharing_page(look_at_signs(actor=request.actor), request.membership.practice)
    return answer(request, shell_for(request, "practice", quiet=True), page)


def explain(request: MemberRequest, sign_id: UUID) -> HttpResponse:
    try:
        sign = explain_sign(actor=request.actor, sign_id=sign_id, answer=request.POST.get("answer", ""))
    except Refused as refused:
        toasts.leave(request, refused.reason, tone=Tone.LOOK)
        return redirect("sharing")
    toasts.leave(request, f"Explained for {sign.membership.name}. For thirty days the same is only counted.")
    return redirect("sharing")


def move(request: MemberRequest, sign_id: UUID) -> HttpResponse:
    transition = move_to_own_accounts(actor=request.actor, sign_id=sign_id)
    toasts.leave(request, f"{transition.name} can only read now. Ask each person behind it to join.")
    return redirect("move", transition_id=transition.id)


def end_older(request: MemberRequest, sign_id: UUID) -> HttpResponse:
    ended = end_older_sittings(actor=request.actor, sign_id=sign_id)
    toasts.leave(request, "Signed out in 1 place." if ended == 1 else f"Signed out in {ended} places.")
    return redirect("sharing")


def policy(request: MemberRequest) -> HttpResponse:
    try:
        chosen = Practice.Sharing(request.POST.get("sharing", ""))
    except ValueError as error:
        raise NotFound("Choose one of the two.") from error
    choose_what_happens(actor=request.actor, sharing=chosen)
    toasts.leave(request, f"From now on: {chosen.label}.")
    return redirect("sharing")
