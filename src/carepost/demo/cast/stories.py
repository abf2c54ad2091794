"""Sixty conversations, one for each state a practice meets, played through the verbs at times gone by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from carepost.actions.conversations.work import add_note, assign, mark_done, set_urgent
from carepost.actions.delivering.deliver import deliver_waiting
from carepost.actions.delivering.settle import settle_sends
from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.receiving.read import read_waiting
from carepost.actions.writing.letter import Letter, RepliesTo
from carepost.actions.writing.send import send_message
from carepost.demo.cast.letters import NOTES, TOPICS, unmatched
from carepost.demo.cast.past import PastTransport, answer, mail
from carepost.demo.cast.people import Outside
from carepost.demo.cast.seeded import Seeded
from carepost.domain.correspondence.models import Conversation, Message
from carepost.domain.organisations.models import Team
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Envelope
from carepost.ground.kernel import Actor, EmailAddress, clock, new_id

# How many conversations end in each way; sixty in all.
ENDINGS: tuple[tuple[int, str], ...] = (
    (18, "awaiting"),
    (16, "answered"),
    (14, "done"),
    (3, "urgent"),
    (3, "noted"),
    (2, "unassigned"),
    (1, "reopened"),
    (1, "refused"),
    (1, "uncertain"),
    (1, "waiting"),
)

TROUBLE = {"refused", "uncertain", "waiting"}


class Teller:
    """Plays one practice's past. Writers take turns; the clock is set for each step."""

    def __init__(self, seeded: Seeded, now: datetime) -> None:
        self.seeded = seeded
        self.now = now
        self.id = seeded.practice.id
        self.writers = [m for key, m in seeded.members.items() if key in {"aisha", "carol", "sam", "priya"}]
        with acting_for(self.id):
            self.teams = {team.name: team for team in Team.objects.of(self.id)}

    def tell(self, n: int, ending: str) -> None:
        asked = self._asked_at(n, ending)
        to, team, text, reply = TOPICS[n % len(TOPICS)]
        writer = self.writers[n % len(self.writers)].as_actor()
        with clock.at(asked):
            message = self._send(writer, n, to, self.teams[team], text)
        with clock.at(asked + timedelta(minutes=1)):
            self._deliver(ending)
        if ending in {"answered", "done", "urgent", "noted", "unassigned", "reopened"}:
            with clock.at(self._answered_at(n, ending, asked)):
                self._answer(message, to, reply)
                self._afterwards(n, ending, message, writer)

    def _asked_at(self, n: int, ending: str) -> datetime:
        """What could not be sent is of this morning; the rest goes back two months."""
        if ending in TROUBLE:
            return self.now - timedelta(hours=1, minutes=n * 5 % 90)
        return self.now - timedelta(days=1 + n * 0.9, hours=n % 7)

    def _answered_at(self, n: int, ending: str, asked: datetime) -> datetime:
        """Work that is open waits for hours, what is done lies further back."""
        if ending in {"done", "reopened"}:
            return asked + timedelta(hours=30)
        return self.now - timedelta(minutes=12 + n * 23)

    def _send(self, writer: Actor, n: int, to: Outside, team: Team, text: str) -> Message:
        patient = self.seeded.patients[n % 36]
        letter = Letter(
            key=new_id(),
            to=(EmailAddress.parse(to.address),),
            text=text,
            understood=frozenset({to.address}) if to.warned else frozenset(),
            replies_to=RepliesTo(team_id=team.id) if n % 3 else RepliesTo(membership_id=UUID(writer.id)),
        )
        with acting_for(self.id):
            return send_message(actor=writer, patient_id=patient.id, letter=letter)

    def _deliver(self, ending: str) -> None:
        ends = ending if ending in TROUBLE else "accepted"
        deliver_waiting(
            actor=self.seeded.system, mailbox_id=self.seeded.mailbox.id, transport=PastTransport(ends)
        )
        if ends == "uncertain":
            with clock.at(clock.now() + timedelta(minutes=30)), acting_for(self.id):
                settle_sends(actor=self.seeded.system)

    def _answer(self, message: Message, sender: Outside, text: str) -> None:
        with acting_for(self.id):
            envelope = Envelope.objects.of(self.id).get(message=message)
        raw, to = answer(envelope, sender, text, self.seeded.mailbox.address)
        self.arrives(raw, to)

    def arrives(self, raw: bytes, to: str) -> None:
        mail_in = Incoming(
            mailbox_id=self.seeded.mailbox.id, source_key=f"demo:{new_id()}", raw=raw, rcpt_to=(to,)
        )
        accept(actor=self.seeded.system, mail=mail_in)
        read_waiting(actor=self.seeded.system)

    def _afterwards(self, n: int, ending: str, message: Message, writer: Actor) -> None:
        steps: dict[str, Callable[[Conversation], object]] = {
            "done": lambda c: mark_done(actor=writer, conversation_id=c.id),
            "reopened": lambda c: mark_done(actor=writer, conversation_id=c.id),
            "urgent": lambda c: set_urgent(
                actor=writer, conversation_id=c.id, urgent=True, reason="The appointment is tomorrow."
            ),
            "noted": lambda c: add_note(actor=writer, conversation_id=c.id, text=NOTES[n % len(NOTES)]),
            "unassigned": lambda c: assign(actor=writer, conversation_id=c.id, seen=c.version),
        }
        if step := steps.get(ending):
            with acting_for(self.id):
                step(Conversation.objects.one(self.id, message.conversation_id))
        if ending == "reopened":
            with clock.at(self.now - timedelta(hours=2)):
                self._answer(
                    message, TOPICS[n % len(TOPICS)][0], "One more thing: the result came back normal."
                )

    def tell_unmatched(self) -> None:
        """What waits in Needs matching: a guess by name and birth, a stranger, a forged address, an unreadable one."""
        plain = self.seeded.mailbox.address
        for minutes, sender, subject, text, more in unmatched(*self.seeded.patients[:2]):
            with clock.at(self.now - timedelta(minutes=minutes)):
                self.arrives(mail(sender, plain, subject, text, more), plain)


def tell_all(seeded: Seeded) -> None:
    teller = Teller(seeded, clock.now())
    endings = [ending for count, ending in ENDINGS for _ in range(count)]
    for n, ending in enumerate(endings):
        teller.tell(n, ending)
    teller.tell_unmatched()
