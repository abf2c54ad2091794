"""Moving off a shared log-in, step by step (A3)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.record.look import read_story_of_transition
from carepost.actions.transitions.beginning import begin_elsewhere, begin_here, give_to_team
from carepost.actions.transitions.ending import set_closing_date, undo_transition
from carepost.actions.transitions.inviting import invite_off
from carepost.actions.transitions.look import list_transitions, progress_of
from carepost.domain.organisations.models import Transition
from carepost.domain.organisations.people import members_of, names_of, teams_of
from carepost.doors.web import toasts
from carepost.doors.web.asked import id_in
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError, Link
from carepost.doors.web.presenting.deeds import who_did_what
from carepost.doors.web.presenting.moving import NEW_TEAM, move_page, moves_page
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.ground.kernel import Conflict, EmailAddress, Refused


def listed(request: MemberRequest) -> HttpResponse:
    """All moves; a POST begins one."""
    if request.method != "POST":
        return _list(request)
    try:
        transition = _begin(request)
    except Refused as refused:
        return _list(request, FieldError(field=_field(request), text=str(refused)))
    toasts.leave(request, f"The move off {transition.name} has begun. Go on with the next step.")
    return redirect("move", transition_id=transition.id)


def _begin(request: MemberRequest) -> Transition:
    if _field(request) == "member":
        return begin_here(
            actor=request.actor, membership_id=id_in(request.POST.get("member", ""), "person or team")
        )
    return begin_elsewhere(actor=request.actor, name=request.POST.get("name", ""))


def _field(request: MemberRequest) -> str:
    return "member" if "member" in request.POST else "name"


def _list(request: MemberRequest, *errors: FieldError) -> HttpResponse:
    members = [one for one in members_of(request.actor.practice_id) if str(one.id) != request.actor.id]
    page = moves_page(list_transitions(actor=request.actor), members, errors=errors)
    return answer(request, shell_for(request, "practice", quiet=True), page, 422 if errors else 200)


def show(request: MemberRequest, transition_id: UUID) -> HttpResponse:
    return _draw(request, transition_id)


def _draw(request: MemberRequest, transition_id: UUID, *errors: FieldError) -> HttpResponse:
    progress = progress_of(actor=request.actor, transition_id=transition_id)
    teams = teams_of(request.actor.practice_id)
    page = move_page(progress, teams, typed=request.POST.dict(), errors=errors)
    return answer(request, shell_for(request, "practice", quiet=True), page, 422 if errors else 200)


def team(request: MemberRequest, transition_id: UUID) -> HttpResponse:
    chosen = request.POST.get("team", NEW_TEAM)
    given = give_to_team(
        actor=request.actor,
        transition_id=transition_id,
        team_id=None if chosen == NEW_TEAM else id_in(chosen, "person or team"),
        signature=request.POST.get("signature", ""),
    )
    moved = f" {given.moved} things moved to it." if given.moved else ""
    toasts.leave(request, f"{given.team.name} has its inbox now.{moved}")
    return redirect("move", transition_id=transition_id)


def ask(request: MemberRequest, transition_id: UUID) -> HttpResponse:
    """Invite one person; what was typed stays where it was refused."""
    given = request.POST
    try:
        made = invite_off(
            actor=request.actor,
            transition_id=transition_id,
            email=EmailAddress.parse(given.get("email", "")),
            given_name=given.get("given_name", ""),
            family_name=given.get("family_name", ""),
        )
    except (Refused, Conflict) as error:
        return _draw(request, transition_id, FieldError(field="email", text=error.reason))
    toasts.leave(request, f"{made.given_name} {made.family_name} is invited. The link is on its way by mail.")
    return redirect("move", transition_id=transition_id)


def closing(request: MemberRequest, transition_id: UUID) -> HttpResponse:
    try:
        day = date.fromisoformat(request.POST.get("closes_on", ""))
        set_closing_date(actor=request.actor, transition_id=transition_id, closes_on=day)
    except ValueError:
        fault = FieldError(field="closes_on", text="Give the day as year, month, day, such as 2026-12-31")
        return _draw(request, transition_id, fault)
    except Refused as refused:
        return _draw(request, transition_id, FieldError(field="closes_on", text=str(refused)))
    toasts.leave(request, "The closing date is set. People are reminded seven, three and one days before it.")
    return redirect("move", transition_id=transition_id)


def undo(request: MemberRequest, transition_id: UUID) -> HttpResponse:
    back = undo_transition(actor=request.actor, transition_id=transition_id)
    toasts.leave(request, f"Taken back: it is as it was, and {back} things went back to it.")
    return redirect("moving")


def story(request: MemberRequest, transition_id: UUID) -> HttpResponse:
    cursor = request.GET.get("page", "")
    deeds = read_story_of_transition(actor=request.actor, transition_id=transition_id, cursor=cursor)
    back = Link(label="Back to the steps", url=reverse("move", args=[transition_id]))
    url = reverse("move-story", args=[transition_id])
    page = who_did_what(
        deeds, names_of(request.actor.practice_id), url, asked={}, back=back, title="How we moved off it"
    )
    return answer(request, shell_for(request, "practice"), page)
