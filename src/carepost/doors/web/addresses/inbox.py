"""The lists, news of them, and moving between practices."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.doors.web.entrance import for_members
from carepost.doors.web.views import inbox, live

POST = ("POST",)

LISTS: list[URLPattern] = [
    path("", for_members(inbox.home), name="home"),
    path("switch", for_members(inbox.switch, methods=POST, wherever=True), name="switch"),
    path("live", for_members(live.live), name="live"),
    path("inbox/team/<uuid:team_id>", for_members(inbox.team), name="team"),
    path("inbox/colleague/<uuid:membership_id>", for_members(inbox.colleague), name="colleague"),
    path("inbox/<slug:name>", for_members(inbox.show), name="inbox"),
]
