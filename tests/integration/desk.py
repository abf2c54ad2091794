"""One practice at work: write, let the worker deliver, have mail come, look. Every verb called as the doors call it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from carepost.actions.delivering.deliver import deliver_waiting
from carepost.actions.delivering.settle import settle_sends
from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.receiving.read import read_waiting
from carepost.actions.writing.letter import Letter, RepliesTo
from carepost.actions.writing.send import send_message, send_reply
from carepost.domain.correspondence.models import Conversation, Message
from carepost.domain.ledger.details import details_of
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.models import Entry
from carepost.domain.organisations.models import Membership
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Attempt, Envelope
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Actor, EmailAddress, new_id
from tests.cast import Cast, Surgery
from tests.doubles.ways_out import Answer, WayOut
from tests.integration.letters import CARDIOLOGY, mail


class Desk:
    def __init__(self, cast: Cast, surgery: Surgery | None = None) -> None:
        self.cast = cast
        self.surgery = surgery or cast.riverside
        self.practice = self.surgery.practice
        self.id: UUID = self.practice.id
        self.mailbox = self.surgery.mailbox
        self.system = self.surgery.system
        self.someone: Actor = self.surgery.actor(next(iter(self.surgery.members)))
        self._came = 0

    def acting(self) -> AbstractContextManager[None]:
        return acting_for(self.id)

    # writing

    def to_team(self, name: str = "Doctors") -> RepliesTo:
        return RepliesTo(team_id=self.surgery.team(name).id)

    def to_member(self, member: Membership) -> RepliesTo:
        return RepliesTo(membership_id=member.id)

    def letter(self, *to: str, **options: Any) -> Letter:
        chosen = {"key": new_id(), "text": "Please see this patient.", "replies_to": self.to_team()} | options
        chosen["cc"] = tuple(map(EmailAddress.parse, chosen.get("cc", ())))
        return Letter(to=tuple(map(EmailAddress.parse, to or (CARDIOLOGY,))), **chosen)

    def send(
        self, *to: str, actor: Actor | None = None, patient: Patient | None = None, **options: Any
    ) -> Message:
        return self.post(self.letter(*to, **options), actor=actor, patient=patient)

    def post(self, letter: Letter, *, actor: Actor | None = None, patient: Patient | None = None) -> Message:
        about = patient or self.surgery.patient()
        with self.acting():
            return send_message(actor=actor or self.someone, patient_id=about.id, letter=letter)

    def reply(
        self, conversation: Conversation, *to: str, actor: Actor | None = None, **options: Any
    ) -> Message:
        letter, seen = self.letter(*to, **options), self.again(conversation).version
        with self.acting():
            return send_reply(
                actor=actor or self.someone, conversation_id=conversation.id, letter=letter, seen=seen
            )

    # delivering

    def deliver(self, *answers: Answer) -> WayOut:
        way = WayOut(*answers)
        deliver_waiting(actor=self.system, mailbox_id=self.mailbox.id, transport=way)
        return way

    def settle(self) -> None:
        with self.acting():
            settle_sends(actor=self.system)

    def sent(self, *to: str, **options: Any) -> Envelope:
        """A letter that has left, and the envelope of its first recipient."""
        message = self.send(*to, **options)
        self.deliver()
        return self.envelope(message)

    def envelopes(self, message: Message | None = None) -> list[Envelope]:
        with self.acting():
            rows = Envelope.objects.of(self.id).select_related("message__conversation")
            return list((rows.filter(message=message.id) if message else rows).order_by("id"))

    def envelope(self, message: Message | None = None) -> Envelope:
        return self.envelopes(message)[0]

    def attempts(self) -> list[Attempt]:
        with self.acting():
            return list(Attempt.objects.of(self.id).order_by("id"))

    def frozen(self, envelope: Envelope) -> bytes:
        """The exact bytes of an envelope."""
        return services.vault().get(self.id, envelope.object_id)

    # receiving

    def accept(self, raw: bytes, *rcpt_to: str, source: str = "", junk: bool = False) -> UUID:
        self._came += 1
        incoming = Incoming(
            mailbox_id=self.mailbox.id,
            source_key=source or f"imap:INBOX:1:{self._came}",
            raw=raw,
            rcpt_to=rcpt_to,
            junk=junk,
        )
        return accept(actor=self.system, mail=incoming)

    def read(self) -> int:
        return read_waiting(actor=self.system)

    def take_in(self, raw: bytes, *rcpt_to: str, **options: Any) -> Arrival:
        """A mail comes and is read."""
        arrival_id = self.accept(raw, *rcpt_to, **options)
        self.read()
        return self.arrival(arrival_id)

    def answered(
        self, envelope: Envelope, text: str = "Thank you, we will see her.", **options: Any
    ) -> Arrival:
        """An answer to what this envelope brought, as its recipient's mail program sends it."""
        raw = mail(text, answers=envelope.mime_message_id, **options)
        return self.take_in(raw, self.reply_address(envelope))

    def reply_address(self, envelope: Envelope) -> str:
        local, _, domain = self.mailbox.address.partition("@")
        return f"{local}+{envelope.token}@{domain}"

    def arrival(self, arrival_id: UUID) -> Arrival:
        with self.acting():
            return Arrival.objects.of(self.id).get(id=arrival_id)

    def arrivals(self) -> list[Arrival]:
        with self.acting():
            return list(Arrival.objects.of(self.id).order_by("id"))

    # looking

    def again(self, conversation: Conversation) -> Conversation:
        with self.acting():
            found = Conversation.objects.of(self.id).select_related("assigned_team", "assigned_to__person")
            return found.get(id=conversation.id)

    def conversations(self) -> list[Conversation]:
        with self.acting():
            return list(Conversation.objects.of(self.id).order_by("id"))

    def messages(self, conversation: Conversation) -> list[Message]:
        with self.acting():
            return list(Message.objects.of(self.id).filter(conversation=conversation.id).order_by("at", "id"))

    def entries(self, event: Event) -> list[Entry]:
        with self.acting():
            return list(Entry.objects.of(self.id).filter(event=event).order_by("id"))

    def details(self, event: Event) -> list[dict[str, Any]]:
        """What can be read of every entry of a kind, oldest first."""
        with self.acting():
            entries = list(Entry.objects.of(self.id).filter(event=event).order_by("id"))
            found = details_of(self.id, entries)
        return [found[entry.id] for entry in entries if entry.id in found]
