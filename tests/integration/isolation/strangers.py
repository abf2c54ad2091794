"""Every verb that takes an id, asked for by somebody of another practice who has got hold of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from carepost.actions.conversations import lists, look, work
from carepost.actions.delivering.settle import decide_send
from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.record.look import read_record_of_conversation
from carepost.actions.triage import confirm, splitting, unsplit
from carepost.actions.triage import look as triage
from carepost.actions.triage import settle as settling
from carepost.actions.triage.split import place_pieces
from carepost.actions.writing.held import held_files
from carepost.actions.writing.letter import Letter, RepliesTo
from carepost.actions.writing.send import send_message, send_reply
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Actor, EmailAddress, NotFound, new_id
from carepost.ground.mailkit.pieces import By
from tests.integration.isolation.everything import Everything
from tests.integration.letters import CARDIOLOGY

Attempt = Callable[[Actor, Everything], object]


def _letter(actor: Actor, replies_to: RepliesTo | None = None) -> Letter:
    return Letter(
        key=new_id(),
        to=(EmailAddress.parse(CARDIOLOGY),),
        text="Let me in.",
        replies_to=replies_to or RepliesTo(membership_id=UUID(actor.id)),
    )


def _reply(actor: Actor, of: Everything) -> object:
    return send_reply(
        actor=actor, conversation_id=of.conversation.id, letter=_letter(actor), seen=of.conversation.version
    )


def _held(actor: Actor, of: Everything) -> object:
    found = held_files(actor=actor, send_key=of.held.send_key, ids=[of.held.id])
    if not found:
        raise NotFound
    return found


def _conversation(verb: Callable[..., object], **more: object) -> Attempt:
    return lambda actor, of: verb(actor=actor, conversation_id=of.conversation.id, **more)


def _arrival(verb: Callable[..., object], which: str = "to_match", **more: object) -> Attempt:
    return lambda actor, of: verb(actor=actor, arrival_id=getattr(of, which).id, **more)


ATTEMPTS: dict[str, Attempt] = {
    "open": _conversation(look.open_conversation),
    "print": _conversation(look.print_conversation),
    "read who did what": _conversation(read_record_of_conversation),
    "assign": _conversation(work.assign, seen=1),
    "note": _conversation(work.add_note, text="I was here"),
    "done": _conversation(work.mark_done),
    "reopen": _conversation(work.reopen),
    "urgent": _conversation(work.set_urgent, urgent=True),
    "a colleague's list": lambda actor, of: lists.list_conversations(
        actor=actor, name=f"member-{of.sent.author_id}"
    ),
    "a team's list": lambda actor, of: lists.list_conversations(
        actor=actor, name=f"team-{of.conversation.assigned_team_id}"
    ),
    "attachment": lambda actor, of: look.open_attachment(actor=actor, attachment_id=of.attachment.id),
    "formatting": lambda actor, of: look.open_html(actor=actor, message_id=of.received.id),
    "original received": lambda actor, of: look.original_of_message(actor=actor, message_id=of.received.id),
    "original sent": lambda actor, of: look.original_of_envelope(actor=actor, envelope_id=of.envelope.id),
    "write about a patient": lambda actor, of: send_message(
        actor=actor, patient_id=of.patient.id, letter=_letter(actor)
    ),
    "answers to a strange team": lambda actor, of: send_reply(
        actor=actor,
        conversation_id=of.conversation.id,
        letter=_letter(actor, RepliesTo(team_id=of.conversation.assigned_team_id)),
        seen=of.conversation.version,
    ),
    "reply": _reply,
    "held file": _held,
    "decide a send": lambda actor, of: decide_send(actor=actor, envelope_id=of.envelope.id, decision="leave"),
    "open an arrival": _arrival(triage.open_arrival),
    "original of an arrival": _arrival(triage.original_of_arrival),
    "file of an arrival": _arrival(triage.attachment_of_arrival, "matched", index=0),
    "formatting of an arrival": _arrival(triage.html_of_arrival),
    "match to a conversation": lambda actor, of: confirm.confirm_conversation(
        actor=actor, arrival_id=of.to_match.id, conversation_id=of.conversation.id
    ),
    "match to a patient": lambda actor, of: confirm.confirm_patient(
        actor=actor, arrival_id=of.to_match.id, patient_id=of.patient.id
    ),
    "undo a match": _arrival(confirm.undo_match, "matched"),
    "open to split": _arrival(splitting.open_to_split, "split", by=By.PARAGRAPHS),
    "place pieces": lambda actor, of: place_pieces(
        actor=actor,
        arrival_id=of.split.id,
        patient_id=of.patient.id,
        pieces=frozenset({1}),
        attachments=frozenset(),
        seen="paragraphs:",
    ),
    "take a part back": _arrival(unsplit.take_back, "split", number=1),
    "settle an arrival": _arrival(settling.settle_arrival, outcome=Arrival.Outcome.JUNK),
    "undo settling": _arrival(settling.undo_settling),
}


def hand_over(system: Actor, of: Everything, raw: bytes) -> object:
    """Mail taken in for another practice's mailbox."""
    return accept(
        actor=system, mail=Incoming(mailbox_id=of.envelope.mailbox_id, source_key="imap:INBOX:1:99", raw=raw)
    )
