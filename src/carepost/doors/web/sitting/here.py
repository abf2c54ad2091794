"""Which sitting a request belongs to: named in its session, kept in a row of its own."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest

from carepost.actions.people.sitting import begin_sitting, find_sitting, resume_sitting
from carepost.domain.identity.models import Person, Sitting

from .browsers import in_words
from .device import device_of

SITTING = "sitting"


class Seated(HttpRequest):
    """A request of somebody signed in, past the middleware."""

    sitting: Sitting


def begin(request: HttpRequest, person: Person) -> Sitting:
    """Somebody has just signed in."""
    sitting = begin_sitting(person=person, browser=_browser(request), device=device_of(request))
    return _seat(request, sitting)


def find(request: HttpRequest) -> Sitting | None:
    """None when it has ended. A session from before there were sittings gets one."""
    person, named = cast(Person, request.user), request.session.get(SITTING)
    if named is None:
        return _seat(request, resume_sitting(person=person, browser=_browser(request)))
    found = find_sitting(person_id=person.id, sitting_id=UUID(named))
    if found is not None:
        cast(Seated, request).sitting = found
    return found


def sitting_of(request: HttpRequest) -> Sitting:
    """Of a request that the middleware has let through."""
    return cast(Seated, request).sitting


def _seat(request: HttpRequest, sitting: Sitting) -> Sitting:
    request.session[SITTING] = str(sitting.id)
    cast(Seated, request).sitting = sitting
    return sitting


def _browser(request: HttpRequest) -> str:
    return in_words(request.headers.get("User-Agent", ""))
