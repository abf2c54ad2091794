"""A way out that answers as it is told, and keeps what it was given: the port's double (see unit/delivery_smtp)."""

from __future__ import annotations

from collections.abc import Callable

from carepost.engines.delivery.transports.port import (
    Accepted,
    Outcome,
    Parcel,
    Permanent,
    Proof,
    Temporary,
    Uncertain,
)
from carepost.ground.kernel import clock

BeforeDot = Callable[[Proof], None]
Answer = Callable[[Parcel, BeforeDot], Outcome]


class WorkerKilled(BaseException):
    """What a test raises where a worker would have died: nothing in Carepost may catch it."""


def proof() -> Proof:
    return Proof("TLSv1.3", "TLS_AES_256_GCM_SHA384", "0" * 64, "send.nhsmail.example", clock.now())


def takes(parcel: Parcel, before_dot: BeforeDot) -> Outcome:
    before_dot(seen := proof())
    return Accepted(250, "2.0.0 queued", seen, True)


def says_later(parcel: Parcel, before_dot: BeforeDot) -> Outcome:
    return Temporary(451, "451 4.3.0 Try again later", proof())


def refuses(parcel: Parcel, before_dot: BeforeDot) -> Outcome:
    return Permanent(550, "550 5.1.1 No such mailbox", proof())


def goes_silent(parcel: Parcel, before_dot: BeforeDot) -> Outcome:
    """The line is lost once the dot may have been read."""
    before_dot(seen := proof())
    return Uncertain("The line was lost before the answer.", seen)


def dies_before_the_dot(parcel: Parcel, before_dot: BeforeDot) -> Outcome:
    raise WorkerKilled


def dies_after_the_dot(parcel: Parcel, before_dot: BeforeDot) -> Outcome:
    before_dot(proof())
    raise WorkerKilled


def meanwhile(happens: Callable[[], object], then: Outcome | None = None) -> Answer:
    """Reaches the dot; something happens elsewhere while the far end thinks; then it answers."""

    def answer(parcel: Parcel, before_dot: BeforeDot) -> Outcome:
        before_dot(seen := proof())
        happens()
        return then or Accepted(250, "2.0.0 queued", seen, True)

    return answer


class WayOut:
    """Answers each parcel in turn as told; the last answer goes for all that follow."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers) or [takes]
        self.parcels: list[Parcel] = []

    def deliver(self, parcel: Parcel, before_dot: BeforeDot) -> Outcome:
        self.parcels.append(parcel)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return answer(parcel, before_dot)

    def close(self) -> None: ...
