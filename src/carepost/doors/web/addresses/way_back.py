"""When no administrator can act."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern, path

from carepost.actions.permissions import check_administrator
from carepost.doors.web.entrance import for_members
from carepost.doors.web.views import way_back

standing = partial(for_members, methods=("POST",), fresh=True)

ONE = "practice/way-back/<uuid:vouching_id>"
WAY_BACK: list[URLPattern] = [
    path("practice/way-back", for_members(way_back.show), name="way-back"),
    path("practice/way-back/ask", standing(way_back.begin), name="way-back-ask"),
    path(f"{ONE}/confirm", standing(way_back.confirm), name="way-back-confirm"),
    path(f"{ONE}/keep", standing(way_back.keep, may=check_administrator), name="way-back-keep"),
    # At once: to stop it is never put off by a question.
    path(
        f"{ONE}/stop",
        for_members(way_back.stop, may=check_administrator, methods=("POST",)),
        name="way-back-stop",
    ),
]
