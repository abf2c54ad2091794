"""Where one is signed in, and ending it there."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.people.sitting import end_other_sittings, end_sitting, list_sittings
from carepost.domain.identity.models import Person, Sitting
from carepost.doors.web.presenters.account import SessionRow, SessionsPage
from carepost.doors.web.presenters.parts import PostAction
from carepost.doors.web.render import answer
from carepost.doors.web.sitting.here import sitting_of


def sessions(request: HttpRequest) -> HttpResponse:
    here = sitting_of(request)
    rows = tuple(_row(one, here) for one in list_sittings(person_id=here.person_id))
    others = PostAction(label="End all the others", url=reverse("sessions-end")) if len(rows) > 1 else None
    return answer(request, None, SessionsPage(rows=rows, end_others=others))


def end(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """One of one's own; another person's is not there, and nothing is said of it."""
    person_id = cast(Person, request.user).id
    end_sitting(person_id=person_id, sitting_id=sitting_id, why=Sitting.Ended.REVOKED)
    return redirect("sessions")


def end_others(request: HttpRequest) -> HttpResponse:
    end_other_sittings(sitting=sitting_of(request))
    return redirect("sessions")


def _row(one: Sitting, here: Sitting) -> SessionRow:
    return SessionRow(
        said=", ".join(filter(None, (one.browser, one.computer))),
        began_at=one.began_at,
        used_at=one.touched_at,
        locked=one.locked_at is not None,
        end=None if one.id == here.id else PostAction(label="End", url=reverse("session-end", args=[one.id])),
    )
