"""A practice with at least one row of every kind, so that no table is fenced only on paper."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.apps import apps

from carepost.actions.conversations.work import add_note, assign
from carepost.actions.receiving.folders import keep_cursor
from carepost.actions.triage.split import place_pieces
from carepost.actions.triage.splitting import open_to_split
from carepost.actions.writing.held import hold_file
from carepost.domain.correspondence.models import Attachment, Conversation, HeldFile, Message
from carepost.domain.directory.models import Contact
from carepost.domain.organisations.models import (
    Absence,
    DetailChange,
    Device,
    HandOver,
    Invitation,
    Membership,
    SharingSign,
    TeamRequest,
    Transition,
    Vouching,
)
from carepost.domain.patients.models import Patient
from carepost.domain.provisioning.models import ProvisioningToken
from carepost.domain.tenancy.rows import PracticeRow
from carepost.engines.delivery.models import Envelope
from carepost.engines.intake.models import Arrival
from carepost.engines.intake.sources.port import Cursor
from carepost.ground.kernel import EmailAddress, new_id
from carepost.ground.mailkit.compose import OutgoingFile
from carepost.ground.mailkit.pieces import By
from tests.integration.desk import Desk
from tests.integration.isolation.joining import fill_joining
from tests.integration.letters import STRANGER, mail

FILE = OutgoingFile("letter.txt", "text/plain", b"A made-up letter.")


def practice_models() -> list[type[PracticeRow]]:
    return [model for model in apps.get_models() if issubclass(model, PracticeRow)]


@dataclass(frozen=True)
class Everything:
    """What there is of a practice, to be asked for by somebody who should not have it."""

    patient: Patient
    conversation: Conversation
    sent: Message
    received: Message
    attachment: Attachment
    envelope: Envelope
    to_match: Arrival
    matched: Arrival
    split: Arrival
    held: HeldFile
    hand_over: HandOver
    token: ProvisioningToken
    absence: Absence
    wish: TeamRequest
    moving: Transition
    invitation: Invitation
    sign: SharingSign
    computer: Device
    change: DetailChange
    vouching: Vouching


def fill(desk: Desk) -> Everything:
    patient = desk.surgery.patient()
    sent = desk.send(patient=patient, files=(FILE,))
    parcel = desk.deliver().parcels[0]
    envelope = desk.envelope(sent)
    desk.take_in(parcel.raw, parcel.loopback_rcpt)
    matched = desk.answered(
        envelope, html="<p>Thank you</p>", files=[("answer.txt", "text/plain", b"An answer.")]
    )
    raw = mail(sender=STRANGER, answers=envelope.mime_message_id, html="<p>Let me in</p>")
    to_match = desk.take_in(raw, desk.reply_address(envelope))
    split = _split(desk, patient)
    conversation = desk.again(sent.conversation)
    held = _work_on(desk, conversation)
    received = desk.messages(conversation)[-1]
    with desk.acting():
        attachment = Attachment.objects.of(desk.id).get(message=received)
        handed = HandOver.objects.of(desk.id).select_related("to_team").get()
        token = ProvisioningToken.objects.of(desk.id).get()
        absence = Absence.objects.of(desk.id).get()
        sign = SharingSign.objects.of(desk.id).get()
        wish = TeamRequest.objects.of(desk.id).get()
        moving = Transition.objects.of(desk.id).get()
        invited = Invitation.objects.of(desk.id).get()
        computer = Device.objects.of(desk.id).get()
        change = DetailChange.objects.of(desk.id).get()
        vouching = Vouching.objects.of(desk.id).get()
    return Everything(
        patient,
        conversation,
        sent,
        received,
        attachment,
        envelope,
        to_match,
        matched,
        split,
        held,
        handed,
        token,
        absence,
        wish,
        moving,
        invited,
        sign,
        computer,
        change,
        vouching,
    )


def _split(desk: Desk, patient: Patient) -> Arrival:
    """A letter of two pieces, the first of them placed."""
    split = desk.take_in(mail("About one.\n\nAbout another.", sender=STRANGER))
    with desk.acting():
        seen = open_to_split(actor=desk.someone, arrival_id=split.id, by=By.PARAGRAPHS).letter.seen
        place_pieces(
            actor=desk.someone,
            arrival_id=split.id,
            patient_id=patient.id,
            pieces=frozenset({0}),
            attachments=frozenset(),
            seen=seen,
        )
    return split


def _work_on(desk: Desk, conversation: Conversation) -> HeldFile:
    keep_cursor(desk.mailbox, "INBOX", Cursor(1, 1))
    address = EmailAddress.parse("ward@northside.example")
    with desk.acting():
        Contact.objects.create(
            practice_id=desk.id, name="Ward 3", address=str(address), identity=address.identity
        )
        add_note(actor=desk.someone, conversation_id=conversation.id, text="A note")
        seen = Conversation.objects.one(desk.id, conversation.id).version
        team = desk.surgery.team("Nurses")
        assign(actor=desk.someone, conversation_id=conversation.id, seen=seen, team_id=team.id)
        fill_joining(desk, Membership.objects.one(desk.id, UUID(desk.someone.id)))
        return hold_file(actor=desk.someone, send_key=new_id(), file=FILE)
