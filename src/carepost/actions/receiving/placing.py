"""Putting a mail into a conversation: the same for a certain match and for one a person confirms."""

from __future__ import annotations

from datetime import datetime

from carepost.actions.assignees import answers_go_to
from carepost.actions.receiving.reading import Reading
from carepost.actions.writing.wording import preview
from carepost.domain.correspondence.models import Attachment, Conversation, Message
from carepost.ground.mailkit import quoting
from carepost.ground.mailkit.mailbox import Mailbox


def place(reading: Reading, conversation: Conversation, now: datetime, *, part: int | None = None) -> Message:
    """The mail as a message of the conversation, which then waits for whoever was to have the answers.

    `part` numbers what is only a part of a letter; `reading` then holds that part and nothing else.
    """
    message = _message(reading, conversation, part)
    _attachments(reading, message)
    new, _ = quoting.split(message.text)
    conversation.changed(
        state=Conversation.State.WAITING,
        waiting_since=conversation.waiting_since or now,
        last_at=now,
        correspondent=(message.from_name or message.from_address)[:300],
        preview=preview(new),
        attachments=conversation.attachments + len(reading.parsed.attachments),
        **answers_go_to(conversation),
    )
    return message


def _message(reading: Reading, conversation: Conversation, part: int | None) -> Message:
    parsed, arrival = reading.parsed, reading.arrival
    return Message.objects.create(
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


def _attachments(reading: Reading, message: Message) -> None:
    Attachment.objects.bulk_create(
        [
            Attachment(
                practice_id=message.practice_id,
                message=message,
                index=found.index,
                name=_storable(found.name)[:255] or "unnamed",
                content_type=found.content_type[:255],
                size=found.size,
                sha256=found.sha256,
            )
            for found in reading.parsed.attachments
        ]
    )


def _line(people: tuple[Mailbox, ...]) -> list[list[str]]:
    return [[_storable(person.name), _storable(person.address)] for person in people]


def _storable(text: str) -> str:
    """PostgreSQL holds no NUL in text; the exact bytes are in the vault."""
    return text.replace("\0", "\ufffd")
