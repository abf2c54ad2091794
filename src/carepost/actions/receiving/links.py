"""Which of our conversations a mail refers to: valid tokens, our Message-IDs, the reference in its subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carepost.domain.correspondence.models import Conversation, Message
from carepost.domain.organisations.models import Practice
from carepost.domain.tenancy import services
from carepost.engines.delivery.models import Envelope
from carepost.engines.matching import Link
from carepost.ground.mailkit import reference, tokens
from carepost.ground.mailkit.parsed import ParsedMail

PLACES = {
    tokens.Where.ENVELOPE: "It answers the reply address of our message of {day}",
    tokens.Where.ADDRESSED: "It answers the reply address of our message of {day}",
    tokens.Where.IN_REPLY_TO: "It is a reply to our message of {day}",
    tokens.Where.REFERENCES: "It follows our message of {day}",
}


@dataclass(frozen=True, slots=True)
class Linked:
    """`forged`: it carried a token that is none of ours. `copies`: envelopes whose loopback token it carries."""

    links: tuple[Link, ...]
    forged: bool
    copies: tuple[Envelope, ...]


def find_links(practice: Practice, parsed: ParsedMail, rcpt_to: Iterable[str]) -> Linked:
    links, copies, forged = [], [], False
    for found in tokens.found_in(parsed, tuple(rcpt_to)):
        envelope = _envelope(practice, found.signed)
        if envelope is None:
            forged = True
        elif found.signed.token.kind == tokens.Kind.LOOPBACK:
            copies.append(envelope)
        else:
            links.append(
                _link(envelope.message.conversation, PLACES[found.where].format(day=_day(envelope.message)))
            )
    return Linked((*links, *_by_reference(practice, parsed.subject)), forged, tuple(copies))


def _envelope(practice: Practice, signed: tokens.SignedToken) -> Envelope | None:
    """The envelope this token was made for, if it was: another practice's token is none of ours."""
    if signed.token.custodian != practice.short_id:
        return None
    found = (
        Envelope.objects.of(practice.id)
        .filter(handle=signed.token.handle)
        .select_related("message__conversation")
        .first()
    )
    if found is None or not services.token_key().verify(
        signed, found.message.conversation_id, found.recipient
    ):
        return None
    return found


def _by_reference(practice: Practice, subject: str) -> list[Link]:
    known = Conversation.objects.of(practice.id).filter(reference__in=reference.found_in(subject))
    return [
        _link(conversation, f"Its subject carries our reference {conversation.reference}")
        for conversation in known
    ]


def _link(conversation: Conversation, via: str) -> Link:
    people = list(conversation.participants.all())
    return Link(
        conversation.id,
        conversation.patient_id,
        via,
        frozenset(p.identity for p in people),
        frozenset(p.ods_code for p in people if p.ods_code),
    )


def _day(message: Message) -> str:
    return f"{message.at.day} {message.at:%B}"
