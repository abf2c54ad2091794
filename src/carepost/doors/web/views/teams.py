"""Teams: the matrix, new ones, wishes for them, and the settings of one."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.people.handing_over import what_is_held
from carepost.actions.teams.archiving import archive_team, held_by_team, restore_team
from carepost.actions.teams.asking import ask_for_team, grant_team, refuse_team, requests_for_teams
from carepost.actions.teams.filling import Place, change_places, places_by_role
from carepost.actions.teams.look import teams_by_people
from carepost.actions.teams.making import make_team, rename_team
from carepost.domain.organisations.people import member_named, team_named, teams_of
from carepost.doors.web import toasts
from carepost.doors.web.asked import id_in
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError, PostAction
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.presenting.teams import settings_page, teams_page
from carepost.doors.web.render import answer
from carepost.ground.kernel import Refused


def show(request: MemberRequest) -> HttpResponse:
    suggested = (
        frozenset(places_by_role(actor=request.actor)) if request.GET.get("by") == "role" else frozenset()
    )
    return _draw(request, suggested=suggested)


def _draw(
    request: MemberRequest,
    *,
    suggested: frozenset[Place] = frozenset(),
    errors: tuple[FieldError, ...] = (),
) -> HttpResponse:
    page = teams_page(
        request.actor,
        teams_by_people(actor=request.actor),
        requests_for_teams(actor=request.actor),
        suggested=suggested,
        name=request.POST.get("name", ""),
        reason=request.POST.get("reason", ""),
        errors=errors,
    )
    return answer(request, shell_for(request, "practice", quiet=True), page, 422 if errors else 200)


def places(request: MemberRequest) -> HttpResponse:
    """Only what was changed on the page is changed: a colleague's ticks meanwhile stay."""
    before, after = _places(request, "was"), _places(request, "in")
    changed = change_places(actor=request.actor, joining=after - before, leaving=before - after)
    toasts.leave(request, "1 place changed." if changed == 1 else f"{changed} places changed.")
    _offer_to_hand_over(request, {member for member, _ in before - after})
    return redirect("teams")


def _offer_to_hand_over(request: MemberRequest, taken_out: set[UUID]) -> None:
    """They see and may do what they did, so nothing has to go; but whoever changes their work may want it to."""
    for membership_id in taken_out:
        held = what_is_held(actor=request.actor, membership_id=membership_id)
        if held:
            name = member_named(request.actor.practice_id, membership_id)
            what = ", ".join(one.words for one in held)
            toasts.leave(request, f"{name} keeps {what}. To hand it over: Practice, Who holds what.")


def _places(request: MemberRequest, name: str) -> set[Place]:
    pairs = (value.partition(":") for value in request.POST.getlist(name))
    return {(id_in(member, "person"), id_in(team, "team")) for member, _, team in pairs}


def make(request: MemberRequest) -> HttpResponse:
    try:
        team = make_team(actor=request.actor, name=request.POST.get("name", ""))
    except Refused as refused:
        return _draw(request, errors=(FieldError(field="name", text=str(refused)),))
    toasts.leave(request, f"{team.name} is made. Tick who is in it.")
    return redirect("teams")


def ask(request: MemberRequest) -> HttpResponse:
    asked = request.POST.get("name", ""), request.POST.get("reason", "")
    try:
        wish = ask_for_team(actor=request.actor, name=asked[0], reason=asked[1])
    except Refused as refused:
        return _draw(request, errors=(FieldError(field="name", text=str(refused)),))
    toasts.leave(request, f"You asked for {wish.name}. A practice administrator will answer here.")
    return redirect("teams")


def decide(request: MemberRequest, request_id: UUID) -> HttpResponse:
    if request.POST.get("answer") == "make":
        wish = grant_team(actor=request.actor, request_id=request_id)
        toasts.leave(request, f"{wish.name} is made. Tick who is in it.")
    else:
        wish = refuse_team(actor=request.actor, request_id=request_id, answer=request.POST.get("why", ""))
        toasts.leave(request, f"{wish.asked_by.name} can read why {wish.name} was not made.")
    return redirect("teams")


def one(request: MemberRequest, team_id: UUID) -> HttpResponse:
    """Its settings; a POST renames it."""
    if request.method != "POST":
        return _settings(request, team_id)
    before = team_named(request.actor.practice_id, team_id)
    try:
        team = rename_team(actor=request.actor, team_id=team_id, name=request.POST.get("name", ""))
    except Refused as refused:
        return _settings(request, team_id, errors=(FieldError(field="name", text=str(refused)),))
    undo = PostAction(label="Undo", url=reverse("team-settings", args=[team_id]), fields=(("name", before),))
    toasts.leave(request, f"{before} is called {team.name} now.", undo)
    return redirect("teams")


def _settings(request: MemberRequest, team_id: UUID, errors: tuple[FieldError, ...] = ()) -> HttpResponse:
    practice_id = request.actor.practice_id
    team = team_named(practice_id, team_id)
    held = held_by_team(actor=request.actor, team_id=team_id)
    name = request.POST.get("name", team)
    page = settings_page(team_id, team, teams_of(practice_id), held, name=name, errors=errors)
    return answer(request, shell_for(request, "practice", quiet=True), page, 422 if errors else 200)


def archive(request: MemberRequest, team_id: UUID) -> HttpResponse:
    try:
        heir_id = UUID(request.POST.get("heir", ""))
    except ValueError:
        fault = FieldError(field="heir", text="Choose who takes over what this team has")
        return _settings(request, team_id, errors=(fault,))
    moved = archive_team(actor=request.actor, team_id=team_id, heir_id=heir_id)
    undo = PostAction(label="Bring it back", url=reverse("team-restore", args=[team_id]))
    toasts.leave(
        request,
        f"Archived. {team_named(request.actor.practice_id, heir_id)} has its {moved} conversations now.",
        undo,
    )
    return redirect("teams")


def restore(request: MemberRequest, team_id: UUID) -> HttpResponse:
    team = restore_team(actor=request.actor, team_id=team_id)
    toasts.leave(request, f"{team.name} is back. What it had stays with whoever has it now.")
    return redirect("teams")
