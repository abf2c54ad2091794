"""For people of the platform. Nothing of a patient is to be had from here."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.doors.web.entrance import for_platform
from carepost.doors.web.views import platform

ONE = "platform/practices/<uuid:practice_id>"
PLATFORM: list[URLPattern] = [
    path("platform", for_platform(platform.show), name="platform"),
    path(ONE, for_platform(platform.one), name="platform-practice"),
    path(
        f"{ONE}/people/<uuid:membership_id>/vouch",
        for_platform(platform.stand_for, methods=("POST",), fresh=True),
        name="platform-vouch",
    ),
]
