"""Many people at once: by list, and by the organisation's own directory."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.actions.permissions import check_administrator
from carepost.doors.web.entrance import for_members
from carepost.doors.web.views import people_list, provisioning

BOTH = ("GET", "POST")

PROVISIONING: list[URLPattern] = [
    path(
        "practice/people/import",
        for_members(people_list.show, may=check_administrator, methods=BOTH, fresh=True),
        name="people-import",
    ),
    path(
        "practice/provisioning",
        for_members(provisioning.show, may=check_administrator, methods=BOTH, fresh=True),
        name="provisioning",
    ),
    path(
        "practice/provisioning/<uuid:token_id>/end",
        for_members(provisioning.end, may=check_administrator, methods=("POST",), fresh=True),
        name="provisioning-end",
    ),
]
