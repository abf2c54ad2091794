"""The lists, and moving between practices."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.conversations.lists import list_conversations
from carepost.domain.organisations.people import member_named, team_named
from carepost.doors.web.entrance import MemberRequest, choose
from carepost.doors.web.presenting.lists import CANNOT_WORK, HELD, TITLES, address_of
from carepost.doors.web.presenting.rows import inbox
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.ground.kernel import NotFound

NO_PLACE = "You have no place at that practice."
LISTS = "lists"
"""The session's name for the list last looked at in each practice, so that one comes back to it."""


def last_list(request: MemberRequest, practice_id: UUID | None = None) -> str:
    """The list last looked at, here or at another of their practices."""
    return str(request.session.get(LISTS, {}).get(str(practice_id or request.actor.practice_id), "my"))


def home(request: MemberRequest) -> HttpResponse:
    return redirect("inbox", name="my")


def show(request: MemberRequest, name: str) -> HttpResponse:
    return _show(request, name)


def team(request: MemberRequest, team_id: UUID) -> HttpResponse:
    return _show(request, f"team-{team_id}")


def colleague(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    return _show(request, f"member-{membership_id}")


def _show(request: MemberRequest, name: str) -> HttpResponse:
    cursor = request.GET.get("page", "")
    page = list_conversations(actor=request.actor, name=name, cursor=cursor)
    if last_list(request) != name:
        request.session[LISTS] = {**request.session.get(LISTS, {}), str(request.actor.practice_id): name}
    shown = inbox(name, title_of(request, name), page, request.actor, cursor=cursor)
    return answer(request, shell_for(request, name), shown)


def title_of(request: MemberRequest, name: str) -> str:
    """A list's name for people."""
    kind, _, row_id = name.partition("-")
    practice_id = request.actor.practice_id
    match kind:
        case "team":
            return team_named(practice_id, UUID(row_id))
        case "member":
            return member_named(practice_id, UUID(row_id))
        case _:
            return CANNOT_WORK if name == HELD else TITLES[name]


def switch(request: MemberRequest) -> HttpResponse:
    """Act for another of one's practices, and go on there: with what was sent too late, or in the list last seen."""
    try:
        practice_id = UUID(request.POST.get("practice", ""))
    except ValueError as error:
        raise NotFound(NO_PLACE) from error
    if not choose(request, practice_id):
        raise NotFound(NO_PLACE)
    last = address_of(last_list(request, practice_id))
    return redirect(f"{reverse('kept')}?{urlencode({'next': last})}")
