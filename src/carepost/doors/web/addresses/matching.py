"""Needs matching."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.doors.web.entrance import for_members
from carepost.doors.web.views import files, matching, splitting

POST, BOTH = ("POST",), ("GET", "POST")

ITEM = "matching/<uuid:arrival_id>"
MATCHING: list[URLPattern] = [
    path("matching", for_members(matching.listed), name="matching"),
    path("matching/set-aside", for_members(matching.put_aside), name="set-aside"),
    path(ITEM, for_members(matching.item, methods=BOTH), name="matching-item"),
    path(f"{ITEM}/confirm", for_members(matching.confirm, methods=POST), name="confirm"),
    path(f"{ITEM}/outcome", for_members(matching.outcome, methods=POST), name="arrival-outcome"),
    path(f"{ITEM}/unmatch", for_members(matching.unmatch, methods=POST), name="unmatch"),
    path(f"{ITEM}/unsettle", for_members(matching.unsettle, methods=POST), name="unsettle"),
    path(f"{ITEM}/split", for_members(splitting.split, methods=BOTH), name="matching-split"),
    path(f"{ITEM}/parts/<int:number>/take-back", for_members(splitting.back, methods=POST), name="take-back"),
    path(f"{ITEM}/original", for_members(files.arrival_original), name="arrival-original"),
    path(f"{ITEM}/html", for_members(files.arrival_html), name="arrival-html"),
    path(f"{ITEM}/attachments/<int:index>", for_members(files.arrival_attachment), name="arrival-attachment"),
]
