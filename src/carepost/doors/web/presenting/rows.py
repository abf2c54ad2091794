"""Conversations as rows of a list."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from carepost.domain.correspondence.models import Conversation
from carepost.domain.tenancy.paging import Page
from carepost.doors.web import formats
from carepost.doors.web.presenters.conversation import ConversationView
from carepost.doors.web.presenters.inbox import ConversationRow, InboxPage
from carepost.doors.web.presenters.parts import EmptyState, Pager, Tag, Tone
from carepost.ground.kernel import Actor, clock

from .lists import address_of
from .people import line_of

State = Conversation.State
NIL = UUID(int=0)
EMPTY = {
    "my": EmptyState(
        title="Nothing waits for you",
        text="What is given to you, and answers meant for you, come here by themselves.",
    ),
    "unassigned": EmptyState(
        title="Nothing waits unassigned", text="New mail that nobody has comes here by itself."
    ),
    "urgent": EmptyState(title="Nothing urgent waits"),
    "failed": EmptyState(
        title="Nothing has failed", text="Every message we took from you has left, or is on its way."
    ),
    "done": EmptyState(title="Nothing is done yet"),
}


def inbox(
    name: str,
    title: str,
    page: Page[Conversation],
    actor: Actor,
    *,
    cursor: str = "",
    conversation: ConversationView | None = None,
) -> InboxPage:
    """The list `name`, beside it the conversation that is open."""
    url, now = address_of(name), clock.now()
    opened = UUID(conversation.id) if conversation else None
    place = _place(name, cursor)
    rows = tuple(row_of(one, place, now, actor=actor, selected=one.id == opened) for one in page.rows)
    return InboxPage(
        title=title,
        url=url,
        summary=_summary(page, now),
        rows=rows,
        pager=_pager(url, page),
        empty=None if rows else EMPTY.get(name, EmptyState(title="Nothing is in this list")),
        conversation=conversation,
    )


def row_of(one: Conversation, place: str, now: datetime, *, actor: Actor, selected: bool) -> ConversationRow:
    """`place`: the list it is looked at in, as the query of its address."""
    return ConversationRow(
        id=str(one.id),
        url=f"{_conversation_url(one.id)}?{place}",
        who=one.correspondent or "Nobody yet",
        subject=one.preview or one.subject,
        at=one.last_at,
        patient=line_of(one.patient) if one.patient else None,
        waiting=now - one.waiting_since if one.waiting_since else None,
        selected=selected,
        tags=tags_of(one),
        attachments=one.attachments,
        details=(with_whom(one, actor), one.reference),
    )


def _conversation_url(conversation_id: UUID) -> str:
    before, after = _round_the_id()
    return f"{before}{conversation_id}{after}"


@cache
def _round_the_id() -> tuple[str, str]:
    """The address of any conversation, asked of Django once: a list has fifty of them."""
    before, _, after = reverse("conversation", args=[NIL]).partition(str(NIL))
    return before, after


def tags_of(one: Conversation) -> tuple[Tag, ...]:
    tags = []
    if one.urgent:
        tags.append(Tag(text="Urgent", tone=Tone.HARM))
    if one.unresolved_failures:
        tags.append(Tag(text="Could not be sent", tone=Tone.HARM))
    match State(one.state):
        case State.DONE:
            tags.append(Tag(text="Done", tone=Tone.DONE))
        case State.AWAITING_REPLY:
            tags.append(Tag(text="Awaiting reply"))
        case State.WAITING:
            pass
    return tuple(tags)


def with_whom(one: Conversation, actor: Actor) -> str:
    """With you, Bob Okafor, Doctors, or nobody."""
    if one.assigned_team:
        return f"With {one.assigned_team.name}"
    if one.assigned_to:
        return "With you" if str(one.assigned_to.id) == actor.id else f"With {one.assigned_to.name}"
    return "Unassigned"


def _place(name: str, cursor: str) -> str:
    return urlencode({"list": name} | ({"page": cursor} if cursor else {}))


def _summary(page: Page[Conversation], now: datetime) -> str:
    waits = [now - one.waiting_since for one in page.rows if one.waiting_since]
    return f"longest wait {formats.waiting(max(waits))}" if waits else ""


def _pager(url: str, page: Page[Conversation]) -> Pager | None:
    if page.before is None and page.after is None:
        return None
    return Pager(
        showing=f"{len(page.rows)} on this page",
        earlier_url=f"{url}?page={page.before}" if page.before else None,
        later_url=f"{url}?page={page.after}" if page.after else None,
    )
