"""A practice that writes, delivers, has its own copies brought, and recovers: with the product's own verbs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from carepost.actions.delivering.deliver import deliver_waiting
from carepost.actions.delivering.settle import settle_sends
from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.receiving.read import read_waiting
from carepost.actions.writing.letter import Letter, RepliesTo
from carepost.actions.writing.send import send_message
from carepost.domain.correspondence.models import Conversation
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery import queue
from carepost.engines.delivery.models import Envelope
from carepost.engines.delivery.states import UNSETTLED
from carepost.engines.delivery.transports.port import Transport
from carepost.ground.kernel import Actor, EmailAddress, clock, new_id
from tests.cast import Cast, Surgery
from tests.faults.storms.forks import survives
from tests.faults.storms.mail_service import MailService
from tests.faults.storms.oracle import Posted

LATER = timedelta(minutes=6)
"""Longer than a claim lasts, and than our own copy is waited for"""
IN_FLIGHT = [Envelope.State.QUEUED, Envelope.State.CLAIMED, Envelope.State.DOT_PENDING]
# Leading dots, so that the stuffing is part of what is compared.
TEXT = "Please see this patient.\n.\n..\n.hidden\n" + "Breathless since May, worse at night.\n" * 40

PEOPLE = ("cardiology@northside.example", "secretary@northside.example", "records@northside.example")

Settle = Callable[..., object]


@dataclass
class PostRoom:
    cast: Cast
    service: MailService
    patient: Patient
    team_id: UUID
    pressed: dict[UUID, tuple[EmailAddress, ...]] = field(default_factory=dict)
    """to whom, by the key of the form"""
    enter: Callable[[], object] = int
    """how a child of ours gets to where the service is"""
    surgery: Surgery = field(init=False)
    writer: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.surgery, self.writer = self.cast.riverside, self.cast.alice

    @classmethod
    def of(cls, cast: Cast, service: MailService) -> PostRoom:
        return cls(cast, service, cast.riverside.patient(), cast.riverside.team("Doctors").id)

    @classmethod
    def of_millbrook(cls, cast: Cast, service: MailService) -> PostRoom:
        """The other practice's, at the same service."""
        room = cls(cast, service, cast.millbrook.patient(), cast.millbrook.team("Admin").id)
        room.surgery, room.writer = cast.millbrook, cast.mallory
        return room

    @property
    def system(self) -> Actor:
        return self.surgery.system

    def write(self, letters: int = 1, people: int = 1) -> None:
        """Letters to so many people each."""
        for _ in range(letters):
            press(self, self.new_key(people))

    def new_key(self, people: int = 1) -> UUID:
        """A form is drawn, for a letter to the first so many of them."""
        key = new_id()
        self.pressed[key] = tuple(map(EmailAddress.parse, PEOPLE[:people]))
        return key

    def deliver(self, at_most: int = 1000, transport: Transport | None = None) -> int:
        transport = transport or self.service.transport()
        try:
            mailbox = self.surgery.mailbox.id
            return deliver_waiting(
                actor=self.system, mailbox_id=mailbox, transport=transport, at_most=at_most
            )
        finally:
            transport.close()

    def take_copies(self) -> int:
        """The service brings our own copies of what has no answer yet, and they are read; how many."""
        mailbox, brought = self.surgery.mailbox, 0
        for rcpt, raw in self.service.copies(mailbox.address, self._unanswered()):
            key = f"lmtp:{rcpt}:{brought}:{clock.now()}"
            mail = Incoming(mailbox_id=mailbox.id, source_key=key, raw=raw, rcpt_to=(rcpt,))
            accept(actor=self.system, mail=mail)
            brought += 1
        read_waiting(actor=self.system, at_most=1000)
        return brought

    def recover(self, settle: Settle = settle_sends, *, copies: bool = True) -> None:
        """New processes do what is left to do, until nothing moves."""
        moment = clock.now()
        for _ in range(20):
            brought = self.take_copies() if copies else 0
            if not brought and not self.in_flight():
                return
            moment += LATER
            survives(lambda at=moment: (self.enter(), self._work(at, settle)))
            self.service.settle_down()
        raise AssertionError("it never came to rest")

    def in_flight(self) -> int:
        with acting_for(self.system.practice_id):
            return Envelope.objects.of(self.system.practice_id).filter(state__in=IN_FLIGHT).count()

    def posted(self) -> list[Posted]:
        """Every envelope there is, for the oracle."""
        with acting_for(self.system.practice_id):
            rows = list(Envelope.objects.of(self.system.practice_id).select_related("message__conversation"))
        unsettled = Counter(e.message.conversation_id for e in rows if e.state in UNSETTLED)
        return [
            Posted(e.mime_message_id, e.recipient, e.sha256, e.state, _is_shown(e, unsettled)) for e in rows
        ]

    def _unanswered(self) -> set[str]:
        with acting_for(self.system.practice_id):
            rows = Envelope.objects.of(self.system.practice_id).exclude(state=Envelope.State.ACCEPTED)
            return set(rows.values_list("mime_message_id", flat=True))

    def _work(self, at, settle: Settle) -> None:
        with clock.at(at):
            with acting_for(self.system.practice_id):
                settle(actor=self.system)
            self.deliver()


def press(room: PostRoom, key: UUID) -> None:
    """Alice presses Send (again): what the web process does."""
    letter = Letter(
        key=key,
        to=room.pressed[key],
        text=TEXT,
        replies_to=RepliesTo(team_id=room.team_id),
    )
    with acting_for(room.system.practice_id):
        send_message(actor=room.writer, patient_id=room.patient.id, letter=letter)


def blind_retry(*, actor: Actor) -> None:
    """A mutant: whatever has no outcome is sent again, as senders do that do not mark the final dot."""
    for state in (Envelope.State.CLAIMED, Envelope.State.DOT_PENDING):
        for envelope in queue.stale(actor.practice_id, state, clock.now()):
            queue.move(envelope, Envelope.State.QUEUED, clock.now(), not_before=clock.now())


def _is_shown(envelope: Envelope, unsettled: Counter[UUID]) -> bool:
    """Whether its conversation waits, and counts one failure for it beside those of its other envelopes."""
    conversation = envelope.message.conversation
    others = unsettled[conversation.id] - (envelope.state in UNSETTLED)
    counted = conversation.unresolved_failures - others
    return counted == 1 and conversation.state == Conversation.State.WAITING
