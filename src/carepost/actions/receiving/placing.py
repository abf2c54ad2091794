"""Putting a mail into a conversation: the same for a certain match and for one a person confirms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from carepost.actions.assignees import falls_to, tell_passed_on
from carepost.actions.receiving.reading import Reading
from carepost.actions.writing.wording import preview
from carepost.domain.correspondence.models import Conversation, Message
from carepost.domain.organisations.models import Membership, Team
from carepost.domain.tenancy import statements
from carepost.domain.tenancy.pointed import look_up
from carepost.ground.kernel import NotFound, new_id
from carepost.ground.mailkit import quoting
from carepost.ground.mailkit.mailbox import Mailbox

_TAKERS = (
    ("assigned_to", Membership),
    ("assigned_team", Team),
    ("replies_to_member", Membership),
    ("replies_to_team", Team),
)
# The message, its files and what the conversation shows of it: one statement, for it is on the path of every answer.
_PLACE = """
    with placed as (
        insert into correspondence_message (practice_id, id, conversation_id, direction, from_name, from_address, "to",
            cc, subject, text, has_html, at, arrival_id, part, message_ids)
        values (%s, %s, %s, 'in', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning practice_id, id),
    files as (
        insert into correspondence_attachment (practice_id, id, message_id, index, name, content_type, size, sha256)
        select practice_id, f.id, placed.id, f.index, f.name, f.content_type, f.size, f.sha256
        from placed, unnest(%s::uuid[], %s::int[], %s::text[], %s::text[], %s::bigint[], %s::text[])
            as f (id, index, name, content_type, size, sha256))
    update correspondence_conversation set state = 'waiting', waiting_since = %s, last_at = %s, correspondent = %s,
        preview = %s, attachments = %s, assigned_to_id = %s, assigned_team_id = %s, version = %s
    where practice_id = %s and id = %s
"""


def conversation_to_place_in(practice_id: UUID, conversation_id: UUID) -> Conversation:
    """Held until the transaction ends, so that letters of one conversation are placed one after another."""
    where = "practice_id = %s and id = %s for update"
    found = statements.rows_of(Conversation, where, [practice_id, conversation_id])
    if not found:
        raise NotFound("There is no such conversation here.")
    (conversation,) = found
    for name, kind in _TAKERS:
        look_up([conversation], name, kind)
    return conversation


def place(reading: Reading, conversation: Conversation, now: datetime, *, part: int | None = None) -> Message:
    """The mail as a message of the conversation, which then waits for whoever was to have the answers.

    `part` numbers what is only a part of a letter; `reading` then holds that part and nothing else.
    """
    message = _message(reading, conversation, part)
    new, _ = quoting.split(message.text)
    falls = falls_to(conversation, now)
    after = {
        "state": Conversation.State.WAITING,
        "waiting_since": conversation.waiting_since or now,
        "last_at": now,
        "correspondent": (message.from_name or message.from_address)[:300],
        "preview": preview(new),
        "attachments": conversation.attachments + len(reading.parsed.attachments),
        "version": conversation.version + 1,
        **falls.columns,
    }
    for name, value in after.items():
        setattr(conversation, name, value)
    statements.run(_PLACE, [*_columns(message), *_files(reading), *_shown(conversation)])
    tell_passed_on(conversation, falls, now)
    return message


def _message(reading: Reading, conversation: Conversation, part: int | None) -> Message:
    parsed, arrival = reading.parsed, reading.arrival
    message = Message(
        practice_id=arrival.practice_id,
        conversation=conversation,
        direction=Message.Direction.IN,
        from_name=reading.sender.name[:300],
        from_address=reading.sender.address[:320],
        to=_line(parsed.to),
        cc=_line(parsed.cc),
        subject=parsed.subject[:998],
        text=_storable(parsed.text),
        has_html=parsed.html is not None,
        at=arrival.at,
        arrival_id=arrival.id,
        part=part,
        message_ids=[parsed.message_id] if parsed.message_id else [],
    )
    message._state.adding = False
    return message


def _columns(message: Message) -> list[Any]:
    one = message
    heading = [
        one.from_name,
        one.from_address,
        Jsonb(one.to),
        Jsonb(one.cc),
        one.subject,
        one.text,
        one.has_html,
    ]
    origin = [one.at, one.arrival_id, one.part, Jsonb(one.message_ids)]
    return [one.practice_id, one.id, one.conversation_id, *heading, *origin]


def _files(reading: Reading) -> list[Sequence[Any]]:
    """A list for each column."""
    found = reading.parsed.attachments
    return [
        [new_id() for _ in found],
        [one.index for one in found],
        [_storable(one.name)[:255] or "unnamed" for one in found],
        [one.content_type[:255] for one in found],
        [one.size for one in found],
        [one.sha256 for one in found],
    ]


def _shown(conversation: Conversation) -> list[Any]:
    one = conversation
    shown = [one.waiting_since, one.last_at, one.correspondent, one.preview, one.attachments]
    return [*shown, one.assigned_to_id, one.assigned_team_id, one.version, one.practice_id, one.id]


def _line(people: tuple[Mailbox, ...]) -> list[list[str]]:
    return [[_storable(person.name), _storable(person.address)] for person in people]


def _storable(text: str) -> str:
    """PostgreSQL holds no NUL in text; the exact bytes are in the vault."""
    return text.replace("\0", "\ufffd")
