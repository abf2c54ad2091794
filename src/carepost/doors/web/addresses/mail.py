"""What was sent and received: originals, files, evidence."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.doors.web.entrance import for_members
from carepost.doors.web.views import evidence, files, working

POST = ("POST",)

MAIL: list[URLPattern] = [
    path("messages/<uuid:message_id>/html", for_members(files.message_html), name="message-html"),
    path("messages/<uuid:message_id>/original", for_members(files.message_original), name="message-original"),
    path("attachments/<uuid:attachment_id>", for_members(files.attachment), name="attachment"),
    path(
        "envelopes/<uuid:envelope_id>/original",
        for_members(files.envelope_original),
        name="envelope-original",
    ),
    path("envelopes/<uuid:envelope_id>/evidence", for_members(evidence.show), name="evidence"),
    path("envelopes/<uuid:envelope_id>/settle", for_members(working.settle, methods=POST), name="settle"),
]
