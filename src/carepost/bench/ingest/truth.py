"""What became of the letters, against what was sent: nothing lost, nothing twice, each where it belongs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.receiving.read import read_waiting
from carepost.bench.corpus import letters
from carepost.bench.practice import Bench
from carepost.domain.correspondence.models import Conversation, Message
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import Arrival, Suggestion

State = Arrival.State
AGAIN = 20
"""letters handed over a second time"""


@dataclass(frozen=True, slots=True)
class Truth:
    """`lost`, `doubled`, `stuck`, `changed`, `wrong` (in another conversation than theirs) should all be 0."""

    lost: int
    doubled: int
    stuck: int
    changed: int
    wrong: int
    answers: int
    right: int
    by_itself: int
    states: dict[str, int]

    @property
    def threads_right(self) -> float:
        """Per cent of the answers that are in their conversation, or are offered with it first to a person."""
        return round(100 * self.right / self.answers, 2) if self.answers else 100.0


def truth_of(bench: Bench, seed: int, count: int) -> Truth:
    """All letters from number 0 on, made once more and looked for."""
    arrivals, messages, offered = _found(bench)
    counted: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for letter in letters(count, seed, bench.address, bench.sent):
        arrival = arrivals.get(hashlib.sha256(letter.raw).hexdigest())
        if arrival is None:
            counted["lost"] += 1
            continue
        matched = arrival.state == State.MATCHED
        states[arrival.state] += 1
        counted["stuck"] += arrival.state == State.STORED
        counted["doubled"] += messages[arrival.id] != matched
        counted["changed"] += services.vault().get(bench.practice_id, arrival.object_id) != letter.raw
        counted["wrong"] += matched and arrival.conversation_id != letter.belongs_to
        if letter.belongs_to:
            counted["answers"] += 1
            counted["by_itself"] += matched
            counted["right"] += letter.belongs_to == (
                arrival.conversation_id if matched else offered.get(arrival.id)
            )
    names = ("lost", "doubled", "stuck", "changed", "wrong", "answers", "right", "by_itself")
    return Truth(**{name: counted[name] for name in names}, states=dict(states))


def _found(bench: Bench) -> tuple[dict[str, Arrival], Counter[UUID | None], dict[UUID, UUID | None]]:
    practice = bench.practice_id
    with acting_for(practice):
        rows = Arrival.objects.of(practice).filter(mailbox=bench.mailbox_id)
        arrivals = {one.sha256: one for one in rows}
        received = Message.objects.of(practice).filter(arrival_id__in=[one.id for one in arrivals.values()])
        messages = Counter(received.values_list("arrival_id", flat=True))
        offers = (
            Suggestion.objects.of(practice).order_by("score").values_list("arrival_id", "conversation_id")
        )
        return arrivals, messages, dict(offers)  # the best of each comes last, and stays


def changed_by_redelivery(bench: Bench, seed: int, count: int) -> int:
    """Hand letters over again, from where they were and from elsewhere; how many things there are more of now."""
    before = _things(bench)
    for number, letter in enumerate(letters(min(count, AGAIN), seed, bench.address, bench.sent)):
        for key in (f"imap:INBOX:1:{number + 1}", f"lmtp:{number}"):
            mail = Incoming(
                mailbox_id=bench.mailbox_id, source_key=key, raw=letter.raw, rcpt_to=(letter.rcpt_to,)
            )
            accept(actor=bench.system, mail=mail)
    while read_waiting(actor=bench.system):
        continue
    return sum(abs(now - then) for now, then in zip(_things(bench), before, strict=True))


def _things(bench: Bench) -> Iterable[int]:
    practice = bench.practice_id
    with acting_for(practice):
        versions = sum(Conversation.objects.of(practice).values_list("version", flat=True))
        counted = [model.objects.of(practice).count() for model in (Arrival, Message, Suggestion)]
        return [versions, *counted]
