"""What was said and done in a conversation, oldest first."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from carepost.actions.conversations.contents import Contents
from carepost.actions.receiving.reading import identity_of
from carepost.domain.correspondence.models import Happening, Message, Note
from carepost.doors.web.presenters.conversation import EventLine, MessageCard, NoteCard, TimelineEntry
from carepost.doors.web.presenters.parts import PostAction
from carepost.ground.mailkit import quoting

from .deliveries import delivery_line
from .files import kept
from .parts import part_of_letter, take_back_action
from .people import names

Kind = Happening.Kind
SENTENCES = {
    Kind.ASSIGNED: "Assigned to {to} by {by}",
    Kind.REPLIES_TO: "Replies go to {to}, changed by {by}",
    Kind.PASSED_ON: "{by} gave this to {to}",
    Kind.DONE: "Marked done by {by}",
    Kind.REOPENED: "Reopened by {by}",
    Kind.URGENT: "Marked urgent by {by}: {to}",
    Kind.NOT_URGENT: "No longer urgent, says {by}",
    Kind.MATCHED: "A message was placed here by {by}",
    Kind.UNMATCHED: "A message that did not belong here was taken away by {by}",
    Kind.FAILED: "A message to {to} could not be sent",
    Kind.SETTLED: "Settled by {by}: {to}",
}


def timeline(contents: Contents, after: UUID | None = None) -> tuple[TimelineEntry, ...]:
    """All of it, or only what was written down after the row `after`: ids are in the order of time."""
    rows: list[Message | Note | Happening] = [*contents.messages, *contents.notes, *contents.happenings]
    wanted = [row for row in rows if after is None or row.id > after]
    return tuple(_entry(row, contents) for row in sorted(wanted, key=lambda row: (row.at, row.id)))


def newest_id(contents: Contents) -> UUID | None:
    return max((row.id for row in (*contents.messages, *contents.notes, *contents.happenings)), default=None)


def _entry(row: Message | Note | Happening, contents: Contents) -> TimelineEntry:
    match row:
        case Message():
            return message_card(row, contents)
        case Note():
            return NoteCard(id=str(row.id), who=row.author.name, at=row.at, text=row.text)
        case Happening():
            return EventLine(text=sentence(row), at=row.at)


def message_card(message: Message, contents: Contents) -> MessageCard:
    ours = message.direction == Message.Direction.OUT
    return _ours(message, contents) if ours else _theirs(message, contents)


def _ours(message: Message, contents: Contents) -> MessageCard:
    return MessageCard(
        id=str(message.id),
        who=_author(message),
        at=message.at,
        text=message.text,
        ours=True,
        to=names(message.to),
        cc=names(message.cc),
        attachments=tuple(kept(file) for file in contents.attachments[message.id]),
        deliveries=tuple(
            delivery_line(envelope, contents.attempts.get(envelope.id))
            for envelope in contents.envelopes[message.id]
        ),
    )


def _author(message: Message) -> str:
    """By the name they had then: it stands in the letter that left (A8)."""
    job = message.author.job_title if message.author else ""
    return ", ".join(filter(None, [message.from_name, job]))


def _theirs(message: Message, contents: Contents) -> MessageCard:
    known = contents.participants.get(identity_of(message.from_address))
    new, earlier = quoting.split(message.text)
    return MessageCard(
        id=str(message.id),
        who=(known.name if known else "") or message.from_name or message.from_address or "No sender named",
        organisation=", ".join(filter(None, [known.organisation, known.ods_code])) if known else "",
        address=message.from_address,
        at=message.at,
        text=new.strip(),
        earlier=earlier.strip("\n"),
        ours=False,
        to=names(message.to, contents.own_addresses),
        cc=names(message.cc, contents.own_addresses),
        subject=message.subject,
        attachments=tuple(kept(file) for file in contents.attachments[message.id]),
        html_url=reverse("message-html", args=[message.id]) if message.has_html else None,
        original_url=None if message.part else reverse("message-original", args=[message.id]),
        part_of=part_of_letter(message.arrival_id) if message.part else None,
        undo=_undo(message, contents),
    )


def _undo(message: Message, contents: Contents) -> PostAction | None:
    """Offered until it has been answered."""
    answered = any(
        one.at > message.at and one.direction == Message.Direction.OUT for one in contents.messages
    )
    if message.arrival_id is None or answered:
        return None
    if message.part:
        return take_back_action(message.arrival_id, message.part, "This does not belong here")
    return PostAction(label="This does not belong here", url=reverse("unmatch", args=[message.arrival_id]))


def sentence(row: Happening) -> str:
    """One grey line."""
    if row.kind == Kind.ASSIGNED and row.to == "Unassigned":
        return f"Given back to Unassigned by {row.by}"
    if row.kind == Kind.ASSIGNED and row.to == row.by:
        return f"Taken by {row.by}"
    if row.kind == Kind.URGENT and not row.to:
        return f"Marked urgent by {row.by}"
    return SENTENCES[Kind(row.kind)].format(by=row.by, to=row.to)
