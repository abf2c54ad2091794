"""What is done in a transition, on the ledger: its story is read back from there (A3)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Transition
from carepost.ground.kernel import Actor

Words = Any  # whatever JSON can hold


def tell(
    actor: Actor, event: Event, transition: Transition, *, of: dict[str, UUID] | None = None, **words: Words
) -> None:
    """`of` names what else it is about, by id; `words` are sealed."""
    about = {"transition": transition.id} | (of or {})
    record(actor=actor, event=event, about=about, detail={"name": transition.name} | words)
