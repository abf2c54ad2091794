"""When no administrator can act: asked by one, confirmed by another, stopped or kept by an administrator."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.people.way_back import (
    ask_for_way_back,
    confirm_way_back,
    keep_way_back,
    look_at_way_back,
    stop_way_back,
)
from carepost.doors.web import toasts
from carepost.doors.web.asked import id_in
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.presenting.way_back import way_back_page
from carepost.doors.web.render import answer
from carepost.ground.kernel import Refused


def show(request: MemberRequest) -> HttpResponse:
    return _draw(request)


def _draw(request: MemberRequest, errors: tuple[FieldError, ...] = ()) -> HttpResponse:
    found = look_at_way_back(actor=request.actor)
    page = way_back_page(found, request.actor, typed=request.POST.dict(), errors=errors)
    return answer(request, shell_for(request, "practice", quiet=True), page, 422 if errors else 200)


def begin(request: MemberRequest) -> HttpResponse:
    try:
        ask_for_way_back(
            actor=request.actor,
            membership_id=id_in(request.POST.get("member", ""), "person"),
            reason=request.POST.get("reason", ""),
        )
    except Refused as refused:
        return _draw(request, (FieldError(field="reason", text=refused.reason),))
    toasts.leave(request, "Asked. A colleague confirms it on this page within 24 hours.")
    return redirect("way-back")


def confirm(request: MemberRequest, vouching_id: UUID) -> HttpResponse:
    try:
        asked = confirm_way_back(actor=request.actor, vouching_id=vouching_id)
    except Refused as refused:
        return _draw(request, (FieldError(field="reason", text=refused.reason),))
    toasts.leave(request, f"{asked.membership.name} is administrator now, for 7 days.")
    return redirect("way-back")


def stop(request: MemberRequest, vouching_id: UUID) -> HttpResponse:
    stop_way_back(actor=request.actor, vouching_id=vouching_id)
    toasts.leave(request, "Stopped.")
    return redirect("way-back")


def keep(request: MemberRequest, vouching_id: UUID) -> HttpResponse:
    asked = keep_way_back(actor=request.actor, vouching_id=vouching_id)
    toasts.leave(request, f"{asked.membership.name} stays administrator.")
    return redirect("way-back")
