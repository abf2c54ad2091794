"""The lawful moves of an envelope; the diagram in docs/reference is made from this table."""

from __future__ import annotations

from carepost.engines.delivery.models import Envelope

S = Envelope.State

MOVES: dict[Envelope.State, frozenset[Envelope.State]] = {
    S.QUEUED: frozenset({S.CLAIMED, S.ACCEPTED, S.ABANDONED}),
    S.CLAIMED: frozenset({S.QUEUED, S.DOT_PENDING, S.REFUSED, S.ACCEPTED}),
    S.DOT_PENDING: frozenset({S.ACCEPTED, S.QUEUED, S.REFUSED, S.UNCERTAIN}),
    S.UNCERTAIN: frozenset({S.ACCEPTED, S.QUEUED, S.REFUSED, S.ABANDONED}),
    S.REFUSED: frozenset({S.QUEUED, S.ABANDONED, S.ACCEPTED}),
    S.ACCEPTED: frozenset(),
    S.ABANDONED: frozenset({S.ACCEPTED}),
}

OWNERS: dict[Envelope.State, str] = {
    S.QUEUED: "delivery",
    S.CLAIMED: "delivery",
    S.DOT_PENDING: "delivery",
    S.UNCERTAIN: "the author and their team",
    S.REFUSED: "the author and their team",
    S.ACCEPTED: "nobody: it is finished",
    S.ABANDONED: "nobody: it is finished",
}

UNSETTLED = frozenset({S.REFUSED, S.UNCERTAIN})
"""States a person must look at; each counts once in its conversation's unresolved failures."""


def sources_of(target: Envelope.State) -> list[Envelope.State]:
    return [state for state, targets in MOVES.items() if target in targets]
