"""A conversation, what is done with it, and who did it."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.actions.permissions import check_reader_of_the_record
from carepost.doors.web.entrance import for_members
from carepost.doors.web.views import compose, conversation, record, reply, working

POST, BOTH = ("POST",), ("GET", "POST")

ONE = "conversations/<uuid:conversation_id>"
CONVERSATIONS: list[URLPattern] = [
    path(ONE, for_members(conversation.show), name="conversation"),
    path(f"{ONE}/print", for_members(conversation.paper), name="conversation-print"),
    path(f"{ONE}/assign", for_members(working.give, methods=POST), name="assign"),
    path(f"{ONE}/note", for_members(working.note, methods=POST), name="note"),
    path(f"{ONE}/done", for_members(working.done, methods=POST), name="done"),
    path(f"{ONE}/reopen", for_members(working.again, methods=POST), name="reopen"),
    path(f"{ONE}/urgent", for_members(working.urgent, methods=POST), name="urgent"),
    path(f"{ONE}/reply", for_members(reply.reply, methods=BOTH), name="reply"),
    path(f"{ONE}/who-did-what", for_members(record.of_conversation), name="conversation-record"),
    path("compose", for_members(compose.compose, methods=BOTH), name="compose"),
    path(
        "who-did-what", for_members(record.of_practice, may=check_reader_of_the_record), name="who-did-what"
    ),
]
