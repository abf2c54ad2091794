"""Which of our conversations a mail refers to: valid tokens, our Message-IDs, the reference in its subject."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from carepost.domain.organisations.models import Practice
from carepost.domain.tenancy import services, statements
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

# Everything the tokens and references of a mail could mean, in one look. Each row is looked up by its key, in a query
# that `offset 0` keeps apart: as joins, the planner reads whole tables while its statistics are young (8 ms against
# 0.2). The inner `select` of a list hides its length, so that one plan is kept for all.
_MEANT = """
    with meant as (
        select e.handle, e.id as envelope_id, e.recipient, m.at, m.conversation_id, '' as reference
        from unnest((select %(handles)s::bytea[])) as wanted,
            lateral (select handle, id, recipient, message_id from delivery_envelope
                where practice_id = %(practice)s and handle = wanted offset 0) as e,
            lateral (select at, conversation_id from correspondence_message
                where practice_id = %(practice)s and id = e.message_id offset 0) as m
        union all
        select null, null, '', null, c.id, c.reference
        from unnest((select %(references)s::text[])) as wanted,
            lateral (select id, reference from correspondence_conversation
                where practice_id = %(practice)s and reference = wanted offset 0) as c
    )
    select meant.*, c.patient_id,
        array(select p.identity from correspondence_participant p
            where p.practice_id = %(practice)s and p.conversation_id = c.id),
        array(select p.ods_code from correspondence_participant p
            where p.practice_id = %(practice)s and p.conversation_id = c.id and p.ods_code <> '')
    from meant, lateral (select id, patient_id from correspondence_conversation
        where practice_id = %(practice)s and id = meant.conversation_id offset 0) as c
"""


class _Meant(NamedTuple):
    """An envelope a token names, or a conversation a reference names: then it has no handle."""

    handle: bytes | None
    envelope_id: UUID | None
    recipient: str
    at: datetime | None
    conversation_id: UUID
    reference: str
    patient_id: UUID | None
    identities: list[str]
    ods_codes: list[str]

    def link(self, via: str) -> Link:
        return Link(
            self.conversation_id, self.patient_id, via, frozenset(self.identities), frozenset(self.ods_codes)
        )


@dataclass(frozen=True, slots=True)
class Linked:
    """`forged`: it carried a token that is none of ours. `copies`: envelopes whose loopback token it carries."""

    links: tuple[Link, ...]
    forged: bool
    copies: tuple[Envelope, ...]


def find_links(practice: Practice, parsed: ParsedMail, rcpt_to: Iterable[str]) -> Linked:
    found = tokens.found_in(parsed, tuple(rcpt_to))
    references = reference.found_in(parsed.subject)
    meant = _meant(practice, found, references)
    by_handle = {bytes(one.handle): one for one in meant if one.handle is not None}
    links, copies, forged = [], dict[UUID, None](), False
    for token in found:
        envelope = _verified(practice, token.signed, by_handle)
        if envelope is None:
            forged = True
        elif token.signed.token.kind == tokens.Kind.LOOPBACK:
            copies[_id(envelope)] = None
        else:
            links.append(envelope.link(PLACES[token.where].format(day=_day(envelope))))
    links += [
        one.link(f"Its subject carries our reference {one.reference}") for one in meant if one.handle is None
    ]
    return Linked(tuple(links), forged, _envelopes(practice, list(copies)))


def _meant(practice: Practice, found: Sequence[tokens.Found], references: Sequence[str]) -> list[_Meant]:
    """Another practice's token is none of ours, and is not even looked for."""
    ours = [one.signed.token for one in found if one.signed.token.custodian == practice.short_id]
    handles = list({token.handle for token in ours})
    if not (handles or references):
        return []
    values = {"practice": practice.id, "handles": handles, "references": list(references)}
    return [_Meant(*row) for row in statements.run(_MEANT, values)]


def _verified(
    practice: Practice, signed: tokens.SignedToken, by_handle: dict[bytes, _Meant]
) -> _Meant | None:
    """The envelope this token was made for, if it was."""
    if signed.token.custodian != practice.short_id:
        return None
    found = by_handle.get(signed.token.handle)
    if found is None or not services.token_key().verify(signed, found.conversation_id, found.recipient):
        return None
    return found


def _envelopes(practice: Practice, ids: Sequence[UUID]) -> tuple[Envelope, ...]:
    if not ids:
        return ()
    rows = Envelope.objects.of(practice.id).filter(id__in=ids).select_related("message__conversation")
    by_id = {row.id: row for row in rows}
    return tuple(by_id[one] for one in ids)


def _id(envelope: _Meant) -> UUID:
    assert envelope.envelope_id is not None  # noqa: S101  (it was found by its handle)
    return envelope.envelope_id


def _day(envelope: _Meant) -> str:
    assert envelope.at is not None  # noqa: S101  (likewise)
    return f"{envelope.at.day} {envelope.at:%B}"
