"""Freezing a message: each recipient's exact bytes, Message-ID and token, fixed before anything is queued."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from carepost.actions.writing.letter import Letter
from carepost.actions.writing.recipients import Judged
from carepost.domain.correspondence.models import Conversation, Message
from carepost.domain.organisations.models import Practice, ServiceMailbox
from carepost.domain.tenancy import services
from carepost.engines.delivery.models import Envelope
from carepost.ground.kernel import new_id
from carepost.ground.mailkit import tokens
from carepost.ground.mailkit.compose import Mailbox, OutgoingMail, compose

MOST_REFERENCES = 20


def freeze(
    *,
    practice: Practice,
    mailbox: ServiceMailbox,
    conversation: Conversation,
    message: Message,
    letter: Letter,
    body: str,
    author: str,
    judged: Sequence[Judged],
    now: datetime,
) -> list[Envelope]:
    """One queued envelope per recipient, its bytes already in the vault."""
    to = tuple(Mailbox(one.name, str(one.address)) for one in judged if one.kind == "to")
    cc = tuple(Mailbox(one.name, str(one.address)) for one in judged if one.kind == "cc")
    made = []
    for one in judged:
        token = tokens.ReplyToken.new(tokens.Kind.REPLY, practice.short_id)
        signed = services.token_key().sign(token, conversation.id, str(one.address))
        mail = OutgoingMail(
            from_=Mailbox(author, mailbox.address),
            to=to,
            cc=cc,
            reply_to=_reply_to(practice, mailbox, signed),
            subject=message.subject,
            message_id=tokens.message_id(signed, mailbox.address.rpartition("@")[2]),
            date=now,
            text=body,
            attachments=letter.files,
            references=(thread := _thread(conversation, one)),
            in_reply_to=thread[-1] if thread else None,
        )
        made.append(_envelope(mailbox, message, one, token.handle, signed, mail, letter, now))
    Envelope.objects.bulk_create(made)
    return made


def _reply_to(practice: Practice, mailbox: ServiceMailbox, token: str) -> Mailbox:
    """The token's own address where the mail service takes plus-addresses; else replies are known by Message-ID."""
    address = tokens.address(mailbox.address, token) if mailbox.plus_addresses else mailbox.address
    return Mailbox(practice.name, address)


def _thread(conversation: Conversation, one: Judged) -> tuple[str, ...]:
    """References, oldest first, as this recipient has seen the conversation (RFC 5322 section 3.6.4)."""
    sent = (
        Envelope.objects.of(conversation.practice_id)
        .filter(message__conversation=conversation, recipient=str(one.address))
        .values_list("message__at", "mime_message_id")
    )
    received = [
        (message.at, id_)
        for message in conversation.messages.filter(direction=Message.Direction.IN)
        for id_ in message.message_ids
    ]
    return tuple(id_ for _, id_ in sorted([*sent, *received])[-MOST_REFERENCES:])


def _envelope(
    mailbox: ServiceMailbox,
    message: Message,
    one: Judged,
    handle: bytes,
    token: str,
    mail: OutgoingMail,
    letter: Letter,
    now: datetime,
) -> Envelope:
    raw, object_id = compose(mail), new_id()
    services.vault().put(message.practice_id, object_id, raw)
    acknowledged = one.verdict.needs_acknowledgement and str(one.address) in letter.understood
    return Envelope(
        practice_id=message.practice_id,
        message=message,
        mailbox=mailbox,
        kind=one.kind,
        name=one.name,
        organisation=one.organisation,
        recipient=str(one.address),
        verdict=one.verdict.kind,
        verdict_words=one.verdict.words,
        verdict_list=one.verdict.list_words,
        acknowledged_at=now if acknowledged else None,
        handle=handle,
        token=token,
        mime_message_id=mail.message_id,
        object_id=object_id,
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        state_at=now,
        not_before=now,
    )
