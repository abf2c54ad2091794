"""What has happened at Riverside before anybody opens a page: sent, answered, failed, and mail to be matched."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from carepost.actions.delivering.deliver import deliver_waiting
from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.receiving.read import read_waiting
from carepost.actions.writing.letter import Letter, RepliesTo
from carepost.actions.writing.send import send_message
from carepost.domain.correspondence.models import Conversation
from carepost.domain.ledger.models import Entry
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Envelope
from carepost.engines.delivery.transports.port import Accepted, Outcome, Parcel, Permanent, Proof
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import EmailAddress, clock, new_id
from carepost.ground.mailkit.compose import OutgoingFile
from tests.cast import Cast, Surgery

HTML = (
    "<p>Thank you, <b>ectopics</b>.</p><script>alert(1)</script><img src=//x.example onerror=alert(2)>"
    "<form action=/compose><input></form>"
)


class WayOut:
    """Takes everything but what is meant for nobody@."""

    def deliver(self, parcel: Parcel, before_dot) -> Outcome:
        proof = Proof("TLSv1.3", "TLS_AES_256_GCM_SHA384", "0" * 64, "send.nhsmail.example", clock.now())
        if parcel.rcpt.startswith("nobody@"):
            return Permanent(550, "5.1.1 no such mailbox", proof)
        before_dot(proof)
        return Accepted(250, "2.0.0 queued", proof, True)

    def close(self) -> None: ...


@dataclass
class Story:
    cast: Cast

    @property
    def surgery(self) -> Surgery:
        return self.cast.riverside

    def letter(self, *to: str, text: str = "Please advise about the palpitations.", **options) -> Letter:
        return Letter(
            key=new_id(),
            to=tuple(map(EmailAddress.parse, to)),
            text=text,
            replies_to=RepliesTo(team_id=self.surgery.team("Doctors").id),
            **options,
        )

    def sent(self, *to: str, patient: Patient | None = None, **options) -> Conversation:
        """Written by Alice and handed over."""
        patient = patient or self.surgery.patient()
        with acting_for(self.surgery.practice.id):
            message = send_message(
                actor=self.cast.alice, patient_id=patient.id, letter=self.letter(*to, **options)
            )
        deliver_waiting(actor=self.surgery.system, mailbox_id=self.surgery.mailbox.id, transport=WayOut())
        return self.now(message.conversation_id)

    def answered(self) -> Conversation:
        """Sent with a file, and answered in HTML."""
        file = OutgoingFile("ECG.pdf", "application/pdf", b"%PDF-1.4 made up")
        conversation = self.sent("cardiology@northside.example", files=(file,))
        envelope = self.envelope(conversation)
        self.received(
            f"From: Dr P <script>alert(3)</script> Shah <cardiology@northside.example>\r\n"
            f"To: y90001+{envelope.token}@nhsmail.example\r\nMessage-ID: <1@northside.example>\r\n"
            f"Subject: Re: <b>advice</b>\r\nIn-Reply-To: {envelope.mime_message_id}\r\nMIME-Version: 1.0\r\n"
            f"Content-Type: text/html; charset=utf-8\r\n\r\n{HTML}\r\n"
        )
        return self.now(conversation.id)

    def unmatched(self, body: str = "Please send the list for Mrs Jane Smith, dob 03/05/1985.") -> Arrival:
        return self.received(
            "From: Oak House <manager@oakhouse.example>\r\nTo: y90001@nhsmail.example\r\n"
            f"Message-ID: <{new_id()}@oakhouse.example>\r\nSubject: <b>Medication</b> list\r\n\r\n{body}\r\n"
        )

    def received(self, mail: str) -> Arrival:
        mailbox = self.surgery.mailbox.id
        arrival_id = accept(
            actor=self.surgery.system,
            mail=Incoming(mailbox_id=mailbox, source_key=f"lmtp:{new_id()}", raw=mail.encode()),
        )
        read_waiting(actor=self.surgery.system)
        with acting_for(self.surgery.practice.id):
            return Arrival.objects.get(id=arrival_id)

    def failed(self) -> Conversation:
        return self.sent("nobody@northside.example")

    def now(self, conversation_id: UUID) -> Conversation:
        with acting_for(self.surgery.practice.id):
            found = Conversation.objects.select_related("assigned_team", "assigned_to", "replies_to_team")
            return found.get(id=conversation_id)

    def envelope(self, conversation: Conversation) -> Envelope:
        with acting_for(self.surgery.practice.id):
            found = Envelope.objects.filter(message__conversation=conversation)
            return found.select_related("message").order_by("id").get()

    def ledger(self) -> list[str]:
        """The kinds of entries so far, oldest first."""
        with acting_for(self.surgery.practice.id):
            return list(Entry.objects.order_by("id").values_list("event", flat=True))
