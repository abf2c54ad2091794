"""The main job at the level of the verbs: write, deliver, have the answer come back."""

from __future__ import annotations

from carepost.actions.delivering.deliver import deliver_waiting
from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.receiving.read import read_waiting
from carepost.actions.writing.letter import Letter, RepliesTo
from carepost.actions.writing.send import send_message
from carepost.domain.correspondence.models import Conversation
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Attempt, Envelope
from carepost.engines.delivery.transports.port import Accepted, Outcome, Parcel, Proof
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import EmailAddress, clock, new_id
from tests.cast import Cast


class Taken:
    """A way out that takes everything, and keeps it."""

    def __init__(self) -> None:
        self.parcels: list[Parcel] = []

    def deliver(self, parcel: Parcel, before_dot) -> Outcome:
        proof = Proof("TLSv1.3", "TLS_AES_256_GCM_SHA384", "0" * 64, "send.nhsmail.example", clock.now())
        before_dot(proof)
        self.parcels.append(parcel)
        return Accepted(250, "2.0.0 queued", proof, True)

    def close(self) -> None: ...


def letter(cast: Cast, *to: str, **options) -> Letter:
    return Letter(
        key=new_id(), to=tuple(map(EmailAddress.parse, to)), text=options.pop("text", "Please see this patient."),
        replies_to=RepliesTo(team_id=cast.riverside.team("Doctors").id), **options,
    )


def test_a_letter_leaves_and_its_answer_comes_back_to_the_right_conversation_and_team(cast: Cast) -> None:
    patient, out = cast.riverside.patient(), Taken()
    with acting_for(cast.riverside.practice.id):
        send_message(actor=cast.alice, patient_id=patient.id, letter=letter(cast, "cardiology@northside.example"))

    assert deliver_waiting(actor=cast.riverside.system, mailbox_id=cast.riverside.mailbox.id, transport=out) == 1
    sent = out.parcels[0]
    mail = [line for line in sent.raw.split(b"\r\n") if line.startswith((b"Reply-To", b"Message-ID"))]
    print(sent.raw.decode())
    with acting_for(cast.riverside.practice.id):
        envelope = Envelope.objects.of(cast.riverside.practice.id).get()
        assert envelope.state == Envelope.State.ACCEPTED
        answer = (
            f"From: Dr P Shah <cardiology@northside.example>\r\nTo: y90001+{envelope.token}@nhsmail.example\r\n"
            f"Message-ID: <1@northside.example>\r\nSubject: Re: hello\r\nIn-Reply-To: {envelope.mime_message_id}\r\n\r\nThank you.\r\n"
        ).encode()
    accept(actor=cast.riverside.system, mail=Incoming(
        mailbox_id=cast.riverside.mailbox.id, source_key="lmtp:1", raw=answer, rcpt_to=(f"y90001+{envelope.token}@nhsmail.example",),
    ))
    assert read_waiting(actor=cast.riverside.system) == 1
    with acting_for(cast.riverside.practice.id):
        arrival = Arrival.objects.of(cast.riverside.practice.id).get()
        assert (arrival.state, arrival.reasons) == ("matched", arrival.reasons)
        conversation = Conversation.objects.of(cast.riverside.practice.id).get()
        assert conversation.state == "waiting"
        assert conversation.assigned_team.name == "Doctors"
