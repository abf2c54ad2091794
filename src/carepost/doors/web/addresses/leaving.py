"""Who is away, who holds what, and handing it over."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern, path

from carepost.actions.permissions import check_administrator
from carepost.doors.web.entrance import for_members
from carepost.doors.web.views import away, leaving

POST, BOTH = ("POST",), ("GET", "POST")
administering = partial(for_members, may=check_administrator)

ONE = "practice/people/<uuid:membership_id>"
LEAVING: list[URLPattern] = [
    path("practice/holding", administering(leaving.holding), name="holding"),
    path(f"{ONE}/hand-over", administering(leaving.theirs, methods=BOTH), name="hand-over"),
    path(
        "practice/hand-overs/<uuid:hand_over_id>/undo",
        administering(leaving.undo, methods=POST),
        name="hand-over-undo",
    ),
    path(f"{ONE}/away", administering(away.theirs, methods=BOTH), name="away"),
    path("practice/away/<uuid:absence_id>/end", administering(away.end, methods=POST), name="away-end"),
    path("me/hand-over", for_members(leaving.own, methods=BOTH), name="hand-over-own"),
    path(
        "me/hand-overs/<uuid:hand_over_id>/undo",
        for_members(leaving.undo_own, methods=POST),
        name="hand-over-own-undo",
    ),
    path("me/away", for_members(away.own, methods=BOTH), name="away-own"),
    path("me/away/<uuid:absence_id>/end", for_members(away.end_own, methods=POST), name="away-own-end"),
]
