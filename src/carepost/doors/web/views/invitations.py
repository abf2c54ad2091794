"""Inviting people, and what became of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.people.attesting import Seen
from carepost.actions.people.inviting import Invited, invitations_of, invite, invite_again, withdraw
from carepost.domain.organisations.models import Profile
from carepost.domain.organisations.people import members_of, teams_of
from carepost.doors.web import toasts
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenting.invitations import invitations_page
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.doors.web.views.working import whom
from carepost.ground.kernel import Conflict, EmailAddress, Refused, Role, clock


def show(request: MemberRequest) -> HttpResponse:
    """Those that wait; a POST invites one more."""
    if request.method != "POST":
        return _draw(request)
    try:
        made = invite(actor=request.actor, whom=_whom(request))
    except (Refused, Conflict) as error:
        return _draw(request, (FieldError(field="email", text=error.reason),))
    toasts.leave(request, f"{made.given_name} {made.family_name} is invited. The link is on its way by mail.")
    return redirect("invitations")


def _draw(request: MemberRequest, errors: tuple[FieldError, ...] = ()) -> HttpResponse:
    practice_id = request.actor.practice_id
    page = invitations_page(
        invitations_of(actor=request.actor),
        teams_of(practice_id),
        members_of(practice_id),
        typed=request.POST.dict(),
        ticked=request.POST.getlist("team"),
        errors=errors,
    )
    return answer(request, shell_for(request, "practice", quiet=True), page, 422 if errors else 200)


def _whom(request: MemberRequest) -> Invited:
    given = request.POST
    team_id, member_id = whom(request, given.get("inheritor", ""))
    try:
        return Invited(
            email=EmailAddress.parse(given.get("email", "")),
            given_name=given.get("given_name", ""),
            family_name=given.get("family_name", ""),
            role=Role(given.get("role", "")),
            job_title=given.get("job_title", ""),
            teams=tuple(UUID(one) for one in given.getlist("team")),
            starts_on=_day(given.get("starts_on", "")),
            ends_on=_day(given.get("ends_on", "")),
            inheritor_id=member_id,
            inheriting_team_id=team_id,
            seen=_seen(request),
        )
    except ValueError as error:
        raise Refused("Check the address, the days and the choices: one of them cannot be read.") from error


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _seen(request: MemberRequest) -> Seen | None:
    """The profile, where whoever invites approves at the same time."""
    given = request.POST
    if not given.get("user_name", "").strip():
        return None
    role = given.get("profile_role", "").strip() or given.get("job_title", "").strip()
    return Seen(
        system=Profile.System(given.get("system", "")),
        user_name=given["user_name"].strip(),
        role=role,
        on=clock.today(),
    )


def again(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    made = invite_again(actor=request.actor, invitation_id=invitation_id)
    toasts.leave(
        request, f"A new link is on its way to {made.given_name} {made.family_name}. The old one ends."
    )
    return redirect("invitations")


def take_back(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    made = withdraw(actor=request.actor, invitation_id=invitation_id)
    toasts.leave(request, f"{made.given_name} {made.family_name} is not invited any more.")
    return redirect("invitations")
