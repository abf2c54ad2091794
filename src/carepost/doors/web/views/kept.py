"""What was sent while the page was locked: to be gone on with, or let go."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from carepost.actions.people.kept import kept_forms, let_form_go, take_form
from carepost.domain.organisations.models import KeptForm
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.formats import clock as at_the_clock
from carepost.doors.web.presenters.parts import PostAction
from carepost.doors.web.presenters.proving import KeptPage, KeptRow
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.doors.web.sitting.asking import way_on
from carepost.doors.web.sitting.typed import send_again

SAID = {"compose": "A new message", "reply": "A reply", "note": "A note"}


def kept(request: MemberRequest) -> HttpResponse:
    """The list; straight on where nothing waits."""
    forms = kept_forms(person_id=request.membership.person_id, practice_id=request.actor.practice_id)
    if not forms:
        return redirect(way_on(request))
    return answer(request, shell_for(request, quiet=True), KeptPage(rows=tuple(map(_row, forms))))


def go_on(request: MemberRequest, form_id: UUID) -> HttpResponse:
    """A message comes back to be looked at and sent; everything else is done now."""
    found = take_form(
        person_id=request.membership.person_id, practice_id=request.actor.practice_id, form_id=form_id
    )
    return send_again(request, found, as_draft=True)


def let_go(request: MemberRequest, form_id: UUID) -> HttpResponse:
    let_form_go(
        person_id=request.membership.person_id, practice_id=request.actor.practice_id, form_id=form_id
    )
    return redirect("kept")


def _row(form: KeptForm) -> KeptRow:
    return KeptRow(
        said=f"{_what(form.path)}, from {at_the_clock(form.at)}",
        go_on=PostAction(label="Go on with it", url=reverse("kept-go-on", args=[form.id])),
        let_go=PostAction(label="Throw it away", url=reverse("kept-let-go", args=[form.id])),
    )


def _what(path: str) -> str:
    try:
        return SAID.get(resolve(path.partition("?")[0]).url_name or "", "A form")
    except Resolver404:
        return "A form"
