"""Every verb that takes an id, asked for by somebody of another practice who has got hold of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from carepost.actions.conversations import lists, look, work
from carepost.actions.delivering.look import evidence_of
from carepost.actions.delivering.settle import decide_send
from carepost.actions.details import deciding
from carepost.actions.people import approving, away, ending, handing_over, inviting, way_back
from carepost.actions.people.attesting import attest
from carepost.actions.people.look import evidence_for
from carepost.actions.people.roles import change_role
from carepost.actions.people.second_steps import take_away
from carepost.actions.practices import devices
from carepost.actions.provisioning.tokens import end_token
from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.record.look import read_record_of_conversation
from carepost.actions.reviewing import deciding as reviewing
from carepost.actions.sharing import settling as sharing
from carepost.actions.triage import confirm, splitting, unsplit
from carepost.actions.triage import look as triage
from carepost.actions.triage import settle as settling
from carepost.actions.triage.split import place_pieces
from carepost.actions.writing.held import held_files
from carepost.actions.writing.letter import Letter, RepliesTo
from carepost.actions.writing.send import send_message, send_reply
from carepost.actions.writing.subjects import patient_to_write_about
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Actor, EmailAddress, NotFound, Role, clock, new_id
from carepost.ground.mailkit.pieces import By
from tests.integration.isolation.everything import Everything
from tests.integration.isolation.strangers_teams import ATTEMPTS_AT_TEAMS
from tests.integration.letters import CARDIOLOGY
from tests.integration.people.conftest import SEEN

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


def _sign(verb: Callable[..., object], **more: object) -> Attempt:
    return lambda actor, of: verb(actor=actor, sign_id=of.sign.id, **more)


def _change(verb: Callable[..., object], **more: object) -> Attempt:
    return lambda actor, of: verb(
        actor=replace(actor, role=Role.ADMINISTRATOR), change_id=of.change.id, **more
    )


def _way_back(verb: Callable[..., object]) -> Attempt:
    """By an administrator, since nobody else gets as far as looking."""
    return lambda actor, of: verb(actor=replace(actor, role=Role.ADMINISTRATOR), vouching_id=of.vouching.id)


def _away(of: Everything) -> away.Away:
    return away.Away(team_id=of.absence.team_id, first_day=clock.today(), back_on=None)


def _conversation(verb: Callable[..., object], **more: object) -> Attempt:
    return lambda actor, of: verb(actor=actor, conversation_id=of.conversation.id, **more)


def _arrival(verb: Callable[..., object], which: str = "to_match", **more: object) -> Attempt:
    return lambda actor, of: verb(actor=actor, arrival_id=getattr(of, which).id, **more)


def _person(verb: Callable[..., object], **more: object) -> Attempt:
    """Done to the author of what was sent; by an administrator, since nobody else gets as far as looking."""
    return lambda actor, of: verb(
        actor=replace(actor, role=Role.ADMINISTRATOR), membership_id=of.sent.author_id, **more
    )


def _invitation(verb: Callable[..., object]) -> Attempt:
    def attempt(actor: Actor, of: Everything) -> object:
        return verb(actor=replace(actor, role=Role.ADMINISTRATOR), invitation_id=of.invitation.id)

    return attempt


# By the verb's name below carepost.actions; what follows a comma tells two attempts at one verb apart.
ATTEMPTS: dict[str, Attempt] = {
    "conversations.look.open_conversation": _conversation(look.open_conversation),
    "conversations.look.print_conversation": _conversation(look.print_conversation),
    "practices.devices.end_device": lambda actor, of: devices.end_device(
        actor=replace(actor, role=Role.ADMINISTRATOR), device_id=of.computer.id
    ),
    "people.away.set_absence": lambda actor, of: away.set_absence(
        actor=actor, membership_id=of.hand_over.membership_id, away=_away(of)
    ),
    "people.away.set_own_absence, with a strange team": lambda actor, of: away.set_own_absence(
        actor=actor, away=_away(of)
    ),
    "people.away.end_absence": lambda actor, of: away.end_absence(actor=actor, absence_id=of.absence.id),
    "people.away.end_own_absence": lambda actor, of: away.end_own_absence(
        actor=actor, absence_id=of.absence.id
    ),
    "details.deciding.approve_change": _change(deciding.approve_change),
    "details.deciding.refuse_change": _change(deciding.refuse_change, reason="Made up."),
    "sharing.settling.explain_sign": _sign(sharing.explain_sign, answer="Made up."),
    "sharing.settling.move_to_own_accounts": _sign(sharing.move_to_own_accounts),
    "sharing.settling.end_older_sittings": _sign(sharing.end_older_sittings),
    "people.handing_over.what_is_held": lambda actor, of: handing_over.what_is_held(
        actor=actor, membership_id=of.hand_over.membership_id
    ),
    "people.handing_over.hand_over": lambda actor, of: handing_over.hand_over(
        actor=actor, membership_id=of.hand_over.membership_id, to=of.hand_over.to_team
    ),
    "people.handing_over.hand_over_own, to a strange team": lambda actor, of: handing_over.hand_over_own(
        actor=actor, to=of.hand_over.to_team
    ),
    "people.handing_over.undo_hand_over": lambda actor, of: handing_over.undo_hand_over(
        actor=actor, hand_over_id=of.hand_over.id
    ),
    "people.handing_over.undo_own_hand_over": lambda actor, of: handing_over.undo_own_hand_over(
        actor=actor, hand_over_id=of.hand_over.id
    ),
    "record.look.read_record_of_conversation": _conversation(read_record_of_conversation),
    "conversations.work.assign": _conversation(work.assign, seen=1),
    "conversations.work.add_note": _conversation(work.add_note, text="I was here"),
    "conversations.work.mark_done": _conversation(work.mark_done),
    "conversations.work.reopen": _conversation(work.reopen),
    "conversations.work.set_urgent": _conversation(work.set_urgent, urgent=True),
    "conversations.lists.list_conversations, a colleague's": lambda actor, of: lists.list_conversations(
        actor=actor, name=f"member-{of.sent.author_id}"
    ),
    "conversations.lists.list_conversations, a team's": lambda actor, of: lists.list_conversations(
        actor=actor, name=f"team-{of.conversation.assigned_team_id}"
    ),
    "conversations.lists.count_new": lambda actor, of: lists.count_new(
        actor=actor, name=f"team-{of.conversation.assigned_team_id}", since=clock.now()
    ),
    "people.approving.approve": _person(approving.approve),
    "people.approving.ask": _person(approving.ask, text="Which rooms do you work in?"),
    "people.approving.refuse": _person(approving.refuse, reason="Made up."),
    "people.attesting.attest": _person(attest, seen=SEEN),
    "people.ending.leave": _person(ending.leave),
    "people.ending.restore": _person(ending.restore),
    "people.ending.sign_out_everywhere": _person(ending.sign_out_everywhere),
    "people.look.evidence_for": _person(evidence_for),
    "people.second_steps.take_away": _person(take_away, reason="Made up."),
    "people.ending.suspend": _person(ending.suspend, reason="Made up."),
    "people.inviting.invite_again": _invitation(inviting.invite_again),
    "people.inviting.withdraw": _invitation(inviting.withdraw),
    "provisioning.tokens.end_token": lambda actor, of: end_token(
        actor=replace(actor, role=Role.ADMINISTRATOR), token_id=of.token.id
    ),
    "people.way_back.ask_for_way_back": _person(way_back.ask_for_way_back, reason="Made up."),
    "people.way_back.confirm_way_back": _way_back(way_back.confirm_way_back),
    "people.way_back.keep_way_back": _way_back(way_back.keep_way_back),
    "people.way_back.stop_way_back": _way_back(way_back.stop_way_back),
    "reviewing.deciding.keep_access_as_seen": _person(reviewing.keep_access_as_seen, seen=SEEN),
    "reviewing.deciding.set_last_day": _person(reviewing.set_last_day, ends_on=None),
    "reviewing.deciding.keep_access": lambda actor, of: reviewing.keep_access(
        actor=replace(actor, role=Role.ADMINISTRATOR), membership_ids=[of.sent.author_id]
    ),
    "people.roles.change_role": _person(change_role, role=Role.MEMBER),
    "writing.subjects.patient_to_write_about": lambda actor, of: patient_to_write_about(
        actor=actor, patient_id=of.patient.id
    ),
    "delivering.look.evidence_of": lambda actor, of: evidence_of(actor=actor, envelope_id=of.envelope.id),
    "conversations.look.open_attachment": lambda actor, of: look.open_attachment(
        actor=actor, attachment_id=of.attachment.id
    ),
    "conversations.look.open_html": lambda actor, of: look.open_html(actor=actor, message_id=of.received.id),
    "conversations.look.original_of_message": lambda actor, of: look.original_of_message(
        actor=actor, message_id=of.received.id
    ),
    "conversations.look.original_of_envelope": lambda actor, of: look.original_of_envelope(
        actor=actor, envelope_id=of.envelope.id
    ),
    "writing.send.send_message": lambda actor, of: send_message(
        actor=actor, patient_id=of.patient.id, letter=_letter(actor)
    ),
    "writing.send.send_reply, its answers to a strange team": lambda actor, of: send_reply(
        actor=actor,
        conversation_id=of.conversation.id,
        letter=_letter(actor, RepliesTo(team_id=of.conversation.assigned_team_id)),
        seen=of.conversation.version,
    ),
    "writing.send.send_reply": _reply,
    "writing.held.held_files": _held,
    "delivering.settle.decide_send": lambda actor, of: decide_send(
        actor=actor, envelope_id=of.envelope.id, decision="leave"
    ),
    **ATTEMPTS_AT_TEAMS,
    "triage.look.open_arrival": _arrival(triage.open_arrival),
    "triage.look.original_of_arrival": _arrival(triage.original_of_arrival),
    "triage.look.attachment_of_arrival": _arrival(triage.attachment_of_arrival, "matched", index=0),
    "triage.look.html_of_arrival": _arrival(triage.html_of_arrival),
    "triage.confirm.confirm_conversation": lambda actor, of: confirm.confirm_conversation(
        actor=actor, arrival_id=of.to_match.id, conversation_id=of.conversation.id
    ),
    "triage.confirm.confirm_patient": lambda actor, of: confirm.confirm_patient(
        actor=actor, arrival_id=of.to_match.id, patient_id=of.patient.id
    ),
    "triage.confirm.undo_match": _arrival(confirm.undo_match, "matched"),
    "triage.splitting.open_to_split": _arrival(splitting.open_to_split, "split", by=By.PARAGRAPHS),
    "triage.split.place_pieces": lambda actor, of: place_pieces(
        actor=actor,
        arrival_id=of.split.id,
        patient_id=of.patient.id,
        pieces=frozenset({1}),
        attachments=frozenset(),
        seen="paragraphs:",
    ),
    "triage.unsplit.take_back": _arrival(unsplit.take_back, "split", number=1),
    "triage.settle.settle_arrival": _arrival(settling.settle_arrival, outcome=Arrival.Outcome.JUNK),
    "triage.settle.undo_settling": _arrival(settling.undo_settling),
}


def hand_over(system: Actor, of: Everything, raw: bytes) -> object:
    """Mail taken in for another practice's mailbox."""
    return accept(
        actor=system, mail=Incoming(mailbox_id=of.envelope.mailbox_id, source_key="imap:INBOX:1:99", raw=raw)
    )
