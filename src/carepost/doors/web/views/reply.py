"""A reply: to the sender or to all, with who is new and who is left out said before it is sent (C13)."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from carepost.actions.conversations.contents import Contents, contents_of
from carepost.actions.conversations.look import open_conversation
from carepost.actions.writing.letter import Letter
from carepost.actions.writing.send import send_reply
from carepost.domain.correspondence.models import Message
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.compose import ReplyPage
from carepost.doors.web.presenters.parts import Link
from carepost.doors.web.presenting.people import banner_of
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.presenting.timeline import message_card, newest_id, timeline
from carepost.doors.web.render import answer
from carepost.doors.web.writing.answering import answered, audience, drift, first_draft
from carepost.doors.web.writing.desk import Worked, opened, worked
from carepost.doors.web.writing.form import form_of
from carepost.ground.kernel import Refused

from .compose import left
from .working import number


def reply(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    conversation = open_conversation(actor=request.actor, conversation_id=conversation_id)
    contents = contents_of(conversation)
    if not contents.messages:
        raise Refused("There is no message here to answer. Write a new one about this patient.")
    if request.method != "POST":
        return _first(request, contents)

    def send(letter: Letter) -> Message:
        seen = number(request.GET.get("seen", ""))
        return send_reply(actor=request.actor, conversation_id=conversation.id, letter=letter, seen=seen)

    work = worked(request, send)
    return left(request, work.sent) if work.sent else _draw(request, contents, work)


def _first(request: MemberRequest, contents: Contents) -> HttpResponse:
    draft = first_draft(contents, request.actor, everybody=request.GET.get("all") == "1")
    return _draw(request, contents, opened(request, draft))


def _draw(request: MemberRequest, contents: Contents, work: Worked) -> HttpResponse:
    """With status 409 the news is shown, and the form then counts as having seen it."""
    one, stopped = contents.conversation, work.status == 409
    form = form_of(
        _address(request, contents, renew=request.method != "POST" or stopped),
        work.draft,
        work.judged,
        work.files,
        work.errors,
        writer=request.membership,
        drift=drift(audience(contents), work.draft),
        reference=one.reference,
    )
    page = ReplyPage(
        title=f"Reply to {one.correspondent}" if one.correspondent else "Reply",
        form=form,
        answering=replace(message_card(answered(contents), contents), undo=None),
        back=Link(label="Back to the conversation", url=reverse("conversation", args=[one.id])),
        patient=banner_of(one.patient) if one.patient else None,
        news=timeline(contents, _seen_up_to(request)) if stopped else (),
    )
    return answer(request, shell_for(request, quiet=True, writes=True), page, work.status)


def _address(request: MemberRequest, contents: Contents, *, renew: bool) -> str:
    """Where the form is posted: it carries what its writer had seen when it was drawn."""
    seen: dict[str, object] = {"seen": contents.conversation.version, "after": newest_id(contents)}
    if not renew:
        seen = {"seen": number(request.GET.get("seen", "")), "after": request.GET.get("after", "")}
    return f"{reverse('reply', args=[contents.conversation.id])}?{urlencode(seen)}"


def _seen_up_to(request: MemberRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None
