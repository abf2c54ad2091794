"""The practice's own pages: the way to them, and its teams."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.actions.permissions import check_administrator
from carepost.doors.web.entrance import for_members
from carepost.doors.web.views import devices, practice, signing_in_here, teams

POST, BOTH = ("POST",), ("GET", "POST")

TEAM = "practice/teams/<uuid:team_id>"
PRACTICE: list[URLPattern] = [
    path("practice", for_members(practice.show), name="practice"),
    path(
        "practice/devices",
        for_members(devices.devices, may=check_administrator, methods=BOTH, fresh=True),
        name="devices",
    ),
    path(
        "practice/devices/<uuid:device_id>/end",
        for_members(devices.end, may=check_administrator, methods=POST, fresh=True),
        name="device-end",
    ),
    path(
        "practice/signing-in",
        for_members(signing_in_here.show, may=check_administrator),
        name="signing-in-here",
    ),
    path(
        "practice/signing-in/texts",
        for_members(signing_in_here.texts, may=check_administrator, methods=POST, fresh=True),
        name="signing-in-texts",
    ),
    path(
        "practice/signing-in/lock",
        for_members(signing_in_here.lock, may=check_administrator, methods=POST, fresh=True),
        name="signing-in-lock",
    ),
    path("practice/teams", for_members(teams.show), name="teams"),
    path(
        "practice/teams/make",
        for_members(teams.make, may=check_administrator, methods=POST),
        name="team-make",
    ),
    path(
        "practice/teams/places",
        for_members(teams.places, may=check_administrator, methods=POST),
        name="team-places",
    ),
    path("practice/teams/ask", for_members(teams.ask, methods=POST), name="team-ask"),
    path(
        "practice/teams/asked/<uuid:request_id>",
        for_members(teams.decide, may=check_administrator, methods=POST),
        name="team-decide",
    ),
    path(TEAM, for_members(teams.one, may=check_administrator, methods=BOTH), name="team-settings"),
    path(
        f"{TEAM}/archive",
        for_members(teams.archive, may=check_administrator, methods=POST),
        name="team-archive",
    ),
    path(
        f"{TEAM}/restore",
        for_members(teams.restore, may=check_administrator, methods=POST),
        name="team-restore",
    ),
]
