"""Sending: a new message about a patient, or a reply. Once, whatever is pressed or lost (C11)."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.permissions import check_sender
from carepost.actions.policies.letters import (
    check_may_be_written_about,
    check_may_send_with,
    check_member_can_take,
    check_reply_saw_everything,
    check_team_can_take,
)
from carepost.actions.wakeups import envelopes_wait
from carepost.actions.writing import wording
from carepost.actions.writing.freeze import freeze
from carepost.actions.writing.letter import Letter, check_is_the_letter_sent, check_letter
from carepost.actions.writing.recipients import Judged, check_recipients, judge_recipients
from carepost.actions.writing.store import add_files, add_participants, new_conversation, new_message
from carepost.domain.correspondence.models import Conversation, Message
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership, Practice, ServiceMailbox, Team
from carepost.domain.organisations.people import hold_place
from carepost.domain.patients.models import Patient
from carepost.engines.delivery.models import Envelope
from carepost.ground.kernel import Actor, Refused, clock


def send_message(*, actor: Actor, patient_id: UUID, letter: Letter) -> Message:
    """Start a conversation about a patient of this practice. The same key again gives the same message."""
    check_sender(actor)
    if sent := _already_sent(actor, letter, patient=patient_id):
        return sent
    _check_replies_to(actor, letter)

    patient = Patient.objects.one_for_update(actor.practice_id, patient_id)
    if sent := _already_sent(actor, letter, patient=patient_id):  # the other click may have held the lock
        return sent
    check_may_be_written_about(patient)

    return _send(actor, letter, patient, None)


def send_reply(*, actor: Actor, conversation_id: UUID, letter: Letter, seen: int) -> Message:
    """Answer within a conversation. `seen` is the version the writer had before them: news since then stops it."""
    check_sender(actor)
    if sent := _already_sent(actor, letter, conversation=conversation_id):
        return sent
    _check_replies_to(actor, letter)  # before the conversation is locked: a hand-over locks in this order too

    conversation = Conversation.objects.one_for_update(actor.practice_id, conversation_id)
    if sent := _already_sent(actor, letter, conversation=conversation_id):
        return sent
    check_reply_saw_everything(conversation.version, seen)

    return _send(actor, letter, conversation.patient, conversation)


def _already_sent(
    actor: Actor, letter: Letter, *, patient: UUID | None = None, conversation: UUID | None = None
) -> Message | None:
    """The message this press of Send has made. A form gone back to and changed since is told so."""
    sent = Message.objects.of(actor.practice_id).filter(send_key=letter.key).first()
    if sent is not None:
        same = (
            sent.conversation_id == conversation if conversation else sent.conversation.patient_id == patient
        )
        check_is_the_letter_sent(letter, sent.text, _addresses(sent), about_the_same=same)
    return sent


def _addresses(sent: Message) -> list[tuple[str, str]]:
    lines = (("to", sent.to), ("cc", sent.cc))
    return [(kind, address) for kind, line in lines for _, address in line]


def _send(
    actor: Actor, letter: Letter, patient: Patient | None, conversation: Conversation | None
) -> Message:
    check_letter(letter)
    practice = Practice.objects.get(id=actor.practice_id)
    mailbox = _mailbox(actor)
    judged = judge_recipients(practice, letter.recipients)
    check_recipients(letter, judged, mailbox)

    now, author = clock.now(), Membership.objects.one(actor.practice_id, UUID(actor.id))
    check_may_send_with(author)
    is_reply = conversation is not None
    conversation = conversation or new_conversation(practice, patient, judged, now)
    message = new_message(practice, conversation, author, letter, judged, now, reply=is_reply)
    add_files(message, letter.files)
    body = wording.body(
        letter.text,
        patient=patient,
        author=author,
        practice=practice,
        reference=conversation.reference,
        team=_team_of(actor, letter),
    )
    envelopes = freeze(
        practice=practice,
        mailbox=mailbox,
        conversation=conversation,
        message=message,
        letter=letter,
        body=body,
        author=wording.sender_name(author, practice),
        judged=judged,
        now=now,
    )
    add_participants(conversation, judged, now)
    conversation.changed(
        state=Conversation.State.AWAITING_REPLY,
        waiting_since=None,
        last_at=now,
        preview=wording.preview(letter.text),
        attachments=conversation.attachments + len(letter.files),
        replies_to_team_id=letter.replies_to.team_id,
        replies_to_member_id=letter.replies_to.membership_id,
    )

    _record(actor, message, envelopes, judged)

    envelopes_wait(actor.practice_id, now)
    return message


def _check_replies_to(actor: Actor, letter: Letter) -> None:
    """Answers go to a team or a person of this practice, at work until this is sent."""
    to, practice_id = letter.replies_to, actor.practice_id
    check_team_can_take(_team_of(actor, letter))
    member = Membership.objects.one(practice_id, to.membership_id) if to.membership_id else None
    check_member_can_take(member, held=member is None or hold_place(member))


def _team_of(actor: Actor, letter: Letter) -> Team | None:
    """The team that has the answers, if one has."""
    team_id = letter.replies_to.team_id
    return Team.objects.one(actor.practice_id, team_id) if team_id else None


def _mailbox(actor: Actor) -> ServiceMailbox:
    mailbox = ServiceMailbox.objects.of(actor.practice_id).order_by("id").first()
    if mailbox is None:
        raise Refused(
            "This practice has no service mailbox yet, so nothing can be sent. Ask a practice administrator."
        )
    return mailbox


def _record(actor: Actor, message: Message, envelopes: list[Envelope], judged: list[Judged]) -> None:
    about: dict[str, UUID | str] = {"conversation": message.conversation_id, "message": message.id}
    record(
        actor=actor,
        event=Event.MESSAGE_SENT,
        about=about,
        detail={
            "to": [str(one.address) for one in judged],
            "sha256": [envelope.sha256 for envelope in envelopes],
        },
    )
    for envelope in envelopes:
        if envelope.acknowledged_at:
            record(
                actor=actor,
                event=Event.RECIPIENT_WARNING_ACKNOWLEDGED,
                about={**about, "envelope": envelope.id},
                detail={
                    "address": envelope.recipient,
                    "words": envelope.verdict_words,
                    "list": envelope.verdict_list,
                },
            )
