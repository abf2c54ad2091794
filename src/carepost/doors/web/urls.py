"""Every address, who may come to it, and how. What is not here is not there."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.actions.permissions import check_reader_of_the_record
from carepost.doors.web.entrance import for_members
from carepost.doors.web.views import (
    compose,
    conversation,
    evidence,
    files,
    help,
    inbox,
    live,
    matching,
    record,
    reply,
    splitting,
    working,
)
from carepost.doors.web.watching.urls import WATCHING

POST, BOTH = ("POST",), ("GET", "POST")

LISTS: list[URLPattern] = [
    path("", for_members(inbox.home), name="home"),
    path("switch", for_members(inbox.switch, methods=POST), name="switch"),
    path("live", for_members(live.live), name="live"),
    path("inbox/team/<uuid:team_id>", for_members(inbox.team), name="team"),
    path("inbox/colleague/<uuid:membership_id>", for_members(inbox.colleague), name="colleague"),
    path("inbox/<slug:name>", for_members(inbox.show), name="inbox"),
]

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

# The short list of what needs no sign-in; signing in itself is allauth's, under /accounts/.
PUBLIC: list[URLPattern] = [path("help/", help.show, name="help"), *WATCHING]

urlpatterns = [*LISTS, *CONVERSATIONS, *MAIL, *MATCHING, *PUBLIC]
