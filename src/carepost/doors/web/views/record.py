"""Who did what: in the practice, and in one conversation."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from carepost.actions.record.look import read_record, read_record_of_conversation
from carepost.domain.organisations.people import names_of
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import Link
from carepost.doors.web.presenting.deeds import who_did_what
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer


def of_practice(request: MemberRequest) -> HttpResponse:
    asked = {key: value for key in ("person", "kind") if (value := request.GET.get(key, ""))}
    deeds = read_record(
        actor=request.actor,
        cursor=request.GET.get("page", ""),
        member=asked.get("person", ""),
        event=asked.get("kind", ""),
    )
    names = names_of(request.actor.practice_id)
    page = who_did_what(deeds, names, reverse("who-did-what"), asked=asked)
    return answer(request, shell_for(request, "record"), page)


def of_conversation(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    cursor = request.GET.get("page", "")
    deeds = read_record_of_conversation(actor=request.actor, conversation_id=conversation_id, cursor=cursor)
    back = Link(label="Back to the conversation", url=reverse("conversation", args=[conversation_id]))
    url = reverse("conversation-record", args=[conversation_id])
    page = who_did_what(deeds, names_of(request.actor.practice_id), url, asked={}, back=back)
    return answer(request, shell_for(request), page)
