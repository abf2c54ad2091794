"""Changes of details that wait for an administrator: seen, approved, refused."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.details.deciding import approve_change, refuse_change
from carepost.actions.details.look import changes_waiting
from carepost.doors.web import toasts
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import Tone
from carepost.doors.web.presenting.changes import changes_page
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.ground.kernel import Refused


def show(request: MemberRequest) -> HttpResponse:
    page = changes_page(changes_waiting(actor=request.actor))
    return answer(request, shell_for(request, "practice", quiet=True), page)


def approve(request: MemberRequest, change_id: UUID) -> HttpResponse:
    try:
        change = approve_change(actor=request.actor, change_id=change_id)
    except Refused as refused:
        toasts.leave(request, refused.reason, tone=Tone.LOOK)
    else:
        toasts.leave(request, f"Changed for {change.membership.name}, from now on. They have been told.")
    return redirect("changes")


def refuse(request: MemberRequest, change_id: UUID) -> HttpResponse:
    try:
        change = refuse_change(
            actor=request.actor, change_id=change_id, reason=request.POST.get("reason", "")
        )
    except Refused as refused:
        toasts.leave(request, refused.reason, tone=Tone.LOOK)
    else:
        toasts.leave(request, f"Nothing was changed for {change.membership.name}. They can read why.")
    return redirect("changes")
