"""Moving off a shared log-in."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.actions.permissions import check_administrator
from carepost.doors.web.entrance import View, for_members
from carepost.doors.web.views import moving

POST, BOTH = ("POST",), ("GET", "POST")
ONE = "practice/moving/<uuid:transition_id>"


def _address(route: str, view: View, name: str, methods: tuple[str, ...] = ("GET",)) -> URLPattern:
    return path(route, for_members(view, may=check_administrator, methods=methods), name=name)


MOVING: list[URLPattern] = [
    _address("practice/moving", moving.listed, "moving", BOTH),
    _address(ONE, moving.show, "move"),
    _address(f"{ONE}/team", moving.team, "move-team", POST),
    _address(f"{ONE}/invite", moving.ask, "move-invite", POST),
    _address(f"{ONE}/date", moving.closing, "move-date", POST),
    _address(f"{ONE}/undo", moving.undo, "move-undo", POST),
    _address(f"{ONE}/story", moving.story, "move-story"),
]
