"""Joining: open to everybody until the address is proved."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.doors.web.views import joining

OPEN: list[URLPattern] = [
    path("join/", joining.join, name="join"),
    path("join/code", joining.code, name="join-code"),
]
