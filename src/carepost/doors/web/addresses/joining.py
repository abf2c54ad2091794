"""Joining: open to everybody until the address is proved."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.doors.web.views import founding, invited, joining

OPEN: list[URLPattern] = [
    path("join/", joining.join, name="join"),
    path("join/code", joining.code, name="join-code"),
    path("join/invited/<uuid:practice_id>/<slug:key>", invited.come, name="invited"),
    path(
        "join/administrator/<uuid:practice_id>/<slug:key>",
        founding.begin,
        name="founding",
    ),
]
