"""Working a conversation: each POST does one thing, says so on the next page, and offers the way back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.conversations.contents import contents_of
from carepost.actions.conversations.look import open_conversation
from carepost.actions.conversations.work import add_note, assign, mark_done, reopen, set_urgent
from carepost.actions.delivering.settle import Decision, decide_send
from carepost.domain.correspondence.models import Conversation
from carepost.doors.web import toasts
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import PostAction, Tone
from carepost.doors.web.presenting.conversation import holder_of, note_form
from carepost.ground.kernel import Conflict, NotFound, Refused

from . import conversation as page

QUICKER = "A colleague changed this while you were looking. See who has it now, then assign it if you still want to."


def give(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    """Assign. A page drawn before the last change is drawn again with what is new."""
    to = request.POST.get("to", "")
    team_id, membership_id = whom(request, to)
    before = open_conversation(actor=request.actor, conversation_id=conversation_id)
    held_by = holder_of(before, request.actor)
    try:
        after = assign(
            actor=request.actor,
            conversation_id=conversation_id,
            seen=number(request.GET.get("seen", "")),
            team_id=team_id,
            membership_id=membership_id,
        )
    except Conflict:
        toasts.leave(request, QUICKER, tone=Tone.LOOK)
        return page.draw(request, contents_of(before), status=409)
    name = after.assigned_team.name if after.assigned_team else _given_to(after, request)
    url = f"{reverse('assign', args=[after.id])}?seen={after.version}"
    undo = PostAction(label="Undo", url=url, fields=(("to", held_by),))
    return _done(request, after, f"Assigned to {name}.", undo)


def _given_to(after: Conversation, request: MemberRequest) -> str:
    if after.assigned_to is None:
        return "nobody: it is in Unassigned"
    return "you" if str(after.assigned_to.id) == request.actor.id else after.assigned_to.name


def whom(request: MemberRequest, to: str) -> tuple[UUID | None, UUID | None]:
    """Team and member of "me", "team:<uuid>", "member:<uuid>", or nobody of ""."""
    kind, _, row_id = to.partition(":")
    try:
        match kind:
            case "":
                return None, None
            case "me":
                return None, UUID(request.actor.id)
            case "team":
                return UUID(row_id), None
            case "member":
                return None, UUID(row_id)
    except ValueError:
        pass
    raise NotFound("There is nobody of that name here. Choose from the list.")


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def note(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    text, key = request.POST.get("text", ""), request.POST.get("key", "")
    try:
        note_id = UUID(key)
    except ValueError:
        note_id = None
    try:
        written = add_note(actor=request.actor, conversation_id=conversation_id, text=text, note_id=note_id)
    except Refused as error:
        opened = open_conversation(actor=request.actor, conversation_id=conversation_id)
        form = note_form(opened, text, key, error.reason)
        return page.draw(request, contents_of(opened), form, status=422)
    return _done(request, written.conversation, "Note added. Only your practice sees it.", None)


def done(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    seen = number(request.GET["seen"]) if "seen" in request.GET else None
    try:
        after = mark_done(actor=request.actor, conversation_id=conversation_id, seen=seen)
    except (Conflict, Refused) as error:
        return _refused(request, conversation_id, error)
    undo = PostAction(label="Undo", url=reverse("reopen", args=[after.id]))
    return _done(request, after, "Done. A reply opens it again.", undo)


def _refused(request: MemberRequest, conversation_id: UUID, error: Conflict | Refused) -> HttpResponse:
    toasts.leave(request, error.reason, tone=Tone.LOOK)
    opened = open_conversation(actor=request.actor, conversation_id=conversation_id)
    return page.draw(request, contents_of(opened), status=409 if isinstance(error, Conflict) else 422)


def again(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    after = reopen(actor=request.actor, conversation_id=conversation_id)
    return _done(request, after, "Reopened.", PostAction(label="Undo", url=reverse("done", args=[after.id])))


def urgent(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    wanted = request.POST.get("urgent") == "1"
    reason = request.POST.get("reason", "").strip()
    after = set_urgent(actor=request.actor, conversation_id=conversation_id, urgent=wanted, reason=reason)
    text = "Urgent: pinned to the top of every list." if wanted else "No longer urgent."
    fields = (("urgent", "0" if wanted else "1"),)
    undo = PostAction(label="Undo", url=reverse("urgent", args=[after.id]), fields=fields)
    return _done(request, after, text, undo)


def settle(request: MemberRequest, envelope_id: UUID) -> HttpResponse:
    """A person's word on a message that was refused or may have left."""
    decisions: dict[str, tuple[Decision, str]] = {
        "send_again": ("send_again", "It will be sent again."),
        "leave": ("leave", "It will not be sent again."),
    }
    if request.POST.get("decision") not in decisions:
        raise NotFound("Choose one of the buttons under the message.")
    decision, words = decisions[request.POST["decision"]]
    envelope = decide_send(actor=request.actor, envelope_id=envelope_id, decision=decision)
    return _done(request, envelope.message.conversation, words, None)


def _done(request: MemberRequest, after: Conversation, text: str, undo: PostAction | None) -> HttpResponse:
    toasts.leave(request, text, undo)
    return redirect("conversation", conversation_id=after.id)
