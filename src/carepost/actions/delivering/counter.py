"""The counter of a mailbox: where its lines hand in what must be committed before they go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from carepost.actions.delivering.together import Together
from carepost.actions.wakeups import sends_to_settle
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery import moves
from carepost.engines.delivery.moves import Held
from carepost.engines.delivery.transports.port import Accepted, Proof
from carepost.ground.kernel import Actor, Conflict, clock


@dataclass(slots=True, eq=False)
class _Dot:
    """All of a letter but its final dot is on the wire."""

    held: Held
    moved: bool = False


@dataclass(slots=True, eq=False)
class _Claim:
    """Asks for a letter."""

    got: Held | None = None


@dataclass(slots=True, eq=False)
class _Receipt:
    """The far end has taken a letter; with `then`, asks for the next in the same breath."""

    held: Held
    accepted: Accepted
    then: _Claim | None
    moved: bool = False


_Wish = _Claim | _Dot | _Receipt


class Counter:
    """Each call returns when what it says is committed. Calls of several lines share a transaction.

    One commit a state is what sending costs, so several lines at one counter are faster than several counters.
    """

    def __init__(self, actor: Actor, mailbox_id: UUID) -> None:
        self.actor = actor
        self._mailbox_id = mailbox_id
        self._together: Together[_Wish] = Together(self._commit)

    def claim(self) -> Held | None:
        """The letter that has been due longest; None when nothing is due."""
        wish = _Claim()
        self._together.ask(wish)
        return wish.got

    def dot_pending(self, held: Held) -> None:
        """From here on it may have left, whatever becomes of us. Conflict when the claim was taken back."""
        wish = _Dot(held)
        self._together.ask(wish)
        if not wish.moved:
            raise Conflict("This message has moved on since: look at it again before you decide.")

    def accepted(self, held: Held, accepted: Accepted, *, more: bool) -> tuple[bool, Held | None]:
        """Its receipt, and with `more` the next letter; False, with no receipt, when it is not simply dot pending."""
        wish = _Receipt(held, accepted, _Claim() if more else None)
        self._together.ask(wish)
        return wish.moved, wish.then.got if wish.then else None

    def _commit(self, wishes: Sequence[_Wish]) -> None:
        now, practice_id = clock.now(), self.actor.practice_id
        receipts = [wish for wish in wishes if isinstance(wish, _Receipt)]
        dots = [wish for wish in wishes if isinstance(wish, _Dot)]
        with acting_for(practice_id):
            if receipts:
                _write_receipts(self.actor, receipts, now)
            if dots:
                moved = moves.mark_dot_pending(practice_id, [wish.held for wish in dots], now)
                _tell(dots, moved)
            if claims := list(_claims(wishes)):
                self._give(claims, now)

    def _give(self, claims: Sequence[_Claim], now: datetime) -> None:
        found = moves.claim_next(self.actor.practice_id, self._mailbox_id, now, len(claims))
        for claim, held in zip(claims, found, strict=False):
            claim.got = held
        if found:
            sends_to_settle(self.actor.practice_id, now)


def _claims(wishes: Iterable[_Wish]) -> Iterator[_Claim]:
    for wish in wishes:
        if isinstance(wish, _Claim):
            yield wish
        elif isinstance(wish, _Receipt) and wish.then:
            yield wish.then


def _write_receipts(actor: Actor, receipts: Sequence[_Receipt], now: datetime) -> None:
    taken = [(wish.held, wish.accepted) for wish in receipts]
    moved = moves.accept(actor.practice_id, taken, now)
    _tell(receipts, moved)
    for held, accepted in taken:
        if held.id in moved:
            record(
                actor=actor,
                event=Event.ENVELOPE_ACCEPTED,
                about=held.subjects,
                detail=detail_of(held.recipient, held.sha256, accepted.text, accepted.proof),
            )


def _tell(wishes: Iterable[_Dot | _Receipt], moved: set[UUID]) -> None:
    for wish in wishes:
        wish.moved = wish.held.id in moved


def detail_of(recipient: str, sha256: str, reply: str, proof: Proof | None) -> dict[str, str]:
    """What the ledger keeps, sealed, of an attempt's outcome."""
    tls = f"{proof.tls_version} {proof.cipher}" if proof else ""
    return {"address": recipient, "reply": reply, "sha256": sha256, "tls": tls}
