"""Out of office: said, ended early."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.people.away import Away, end_absence, end_own_absence, set_absence, set_own_absence
from carepost.domain.organisations.models import Membership
from carepost.domain.organisations.people import member_here
from carepost.doors.web import toasts
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenting.away import away_page
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.ground.kernel import Refused

SAID = "Said. Answers that come meanwhile go to the team."


def own(request: MemberRequest) -> HttpResponse:
    member = request.membership
    if request.method != "POST":
        return _draw(request, member)
    try:
        set_own_absence(actor=request.actor, away=_away(request))
    except Refused as refused:
        return _draw(request, member, refused)
    toasts.leave(request, SAID)
    return redirect("away-own")


def theirs(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    member = member_here(request.actor.practice_id, membership_id)
    if request.method != "POST":
        return _draw(request, member)
    try:
        set_absence(actor=request.actor, membership_id=membership_id, away=_away(request))
    except Refused as refused:
        return _draw(request, member, refused)
    toasts.leave(request, SAID)
    return redirect("away", membership_id=membership_id)


def end_own(request: MemberRequest, absence_id: UUID) -> HttpResponse:
    end_own_absence(actor=request.actor, absence_id=absence_id)
    toasts.leave(request, "Answers come to you again.")
    return redirect("away-own")


def end(request: MemberRequest, absence_id: UUID) -> HttpResponse:
    ended = end_absence(actor=request.actor, absence_id=absence_id)
    toasts.leave(request, f"Answers come to {ended.membership.name} again.")
    return redirect("away", membership_id=ended.membership_id)


def _away(request: MemberRequest) -> Away:
    post = request.POST
    try:
        team_id = UUID(post.get("team", ""))
    except ValueError as error:
        raise Refused("Choose the team that has the answers meanwhile.") from error
    first, back = _day(post.get("first_day", "")), _day(post.get("back_on", ""), or_none=True)
    if first is None:
        raise Refused("Say which day is the first one away.")
    return Away(team_id=team_id, first_day=first, back_on=back, note=post.get("note", ""))


def _day(text: str, *, or_none: bool = False) -> date | None:
    if or_none and not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused("Give days as in 2026-05-03: year, month, day.") from error


def _draw(request: MemberRequest, member: Membership, refused: Refused | None = None) -> HttpResponse:
    errors = (FieldError(field="first_day", text=refused.reason),) if refused else ()
    page = away_page(request.actor, member, request.POST.dict(), errors)
    return answer(request, shell_for(request, "practice", quiet=True), page, 422 if errors else 200)
