"""One conversation: on screen, on paper."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from carepost.actions.conversations.contents import Contents, contents_of
from carepost.actions.conversations.lists import list_conversations
from carepost.actions.conversations.look import open_conversation, print_conversation
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.conversation import ConversationPrint, ConversationView, NoteForm
from carepost.doors.web.presenters.parts import Link
from carepost.doors.web.presenting.conversation import view_of
from carepost.doors.web.presenting.lists import address_of
from carepost.doors.web.presenting.rows import inbox
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.ground.kernel import NotFound, clock

from .inbox import last_list, title_of


def show(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    """The conversation, its list beside it. Looking is on the ledger."""
    conversation = open_conversation(actor=request.actor, conversation_id=conversation_id)
    return draw(request, contents_of(conversation))


def draw(
    request: MemberRequest, contents: Contents, note: NoteForm | None = None, status: int = 200
) -> HttpResponse:
    """The page, also when what was asked could not be done."""
    one, (name, title) = contents.conversation, _list_of(request)
    cursor = request.GET.get("page", "")
    back = Link(label=f"Back to {title}", url=address_of(name))
    view = view_of(contents, request.actor, request.membership.practice.name, back, note)
    page = list_conversations(actor=request.actor, name=name, cursor=cursor)
    shown = inbox(name, title, page, request.actor, cursor=cursor, conversation=view)
    return answer(request, shell_for(request, name, opened=(one.id, one.version)), shown, status)


def _list_of(request: MemberRequest) -> tuple[str, str]:
    """The list one came from; one's own where the address names none that is there."""
    name = request.GET.get("list") or last_list(request)
    try:
        return name, title_of(request, name)
    except (KeyError, ValueError, NotFound):
        return "my", "My inbox"


def paper(request: MemberRequest, conversation_id: UUID) -> HttpResponse:
    """The conversation on paper, without the practice's own notes unless asked for. On the ledger as printed."""
    conversation = print_conversation(actor=request.actor, conversation_id=conversation_id)
    page = ConversationPrint(
        conversation=_view(request, contents_of(conversation)),
        printed_by=request.actor.name,
        printed_at=clock.now(),
        with_notes=request.GET.get("notes") == "1",
    )
    return answer(request, None, page)


def _view(request: MemberRequest, contents: Contents) -> ConversationView:
    return view_of(contents, request.actor, request.membership.practice.name, None)
