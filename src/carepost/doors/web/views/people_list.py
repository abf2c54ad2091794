"""Inviting everybody on a list: the file is looked at first, and what was looked at is imported."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.provisioning.importing import Outcome, import_people, look_at_list
from carepost.actions.provisioning.reading import text_of
from carepost.doors.web import toasts
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenters.provisioning import ListPage
from carepost.doors.web.presenting.people_list import list_page
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.ground.kernel import Refused


def show(request: MemberRequest) -> HttpResponse:
    """The form; a POST with a file looks at it, one with the text that was looked at imports it."""
    if request.method != "POST":
        return _draw(request, list_page())
    try:
        return _import(request) if "checked" in request.POST else _look(request)
    except Refused as refused:
        return _draw(request, list_page(errors=(FieldError(field="list", text=refused.reason),)), 422)


def _look(request: MemberRequest) -> HttpResponse:
    file = request.FILES.get("list")
    if file is None:
        raise Refused("Choose the file first: a list of at most 2 MB.")
    raw = file.read()
    found = look_at_list(actor=request.actor, raw=raw)
    return _draw(request, list_page(found, checked=text_of(raw)))


def _import(request: MemberRequest) -> HttpResponse:
    checked = request.POST["checked"]
    found = import_people(actor=request.actor, raw=checked.encode())
    count = Counter(one.outcome for one in found)
    if count[Outcome.REFUSED]:
        return _draw(request, list_page(found, checked=checked), 422)
    toasts.leave(request, f"{count[Outcome.NEW]} invited, {count[Outcome.CHANGED]} invitations changed.")
    return redirect("practice")


def _draw(request: MemberRequest, page: ListPage, status: int = 200) -> HttpResponse:
    return answer(request, shell_for(request, "practice", quiet=True), page, status)
