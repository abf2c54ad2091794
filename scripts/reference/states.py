"""States of an envelope, an arrival, a conversation and a place at a practice, as diagrams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module

from django.db.models import TextChoices

from carepost.domain.correspondence.models import Conversation
from carepost.domain.organisations import places, way_back
from carepost.domain.organisations.models import Membership
from carepost.engines.delivery.models import Envelope
from carepost.engines.delivery.states import MOVES, OWNERS
from carepost.engines.intake.models import Arrival
from scripts.reference.moves import ARRIVAL, CONVERSATION, Move
from scripts.reference.tables import table

START = "[*]"


def page() -> str:
    return "\n\n".join([_envelope(), _arrival(), _conversation(), _place(), _way_back()])


def _envelope() -> str:
    moves = [(state.value, target.value, "") for state in Envelope.State for target in _sorted(MOVES[state])]
    ends = [(state.value, START, "") for state in Envelope.State if not MOVES[state]]
    owners = [(state.value, str(state.label), OWNERS[state]) for state in Envelope.State]
    return "\n\n".join(
        [
            "## An envelope: one message to one recipient",
            "From `src/carepost/engines/delivery/states.py`, which every move is checked against.",
            _diagram([(START, Envelope.State.QUEUED.value, ""), *moves, *ends]),
            table(["State", "On screen", "Whose turn it is"], owners),
        ]
    )


def _arrival() -> str:
    return "\n\n".join(
        [
            "## An arrival: one mail as it came",
            _diagram(_arrows(ARRIVAL)),
            table(["State", "On screen"], _labels(Arrival.State)),
            _verbs(ARRIVAL),
        ]
    )


def _conversation() -> str:
    return "\n\n".join(
        [
            "## A conversation",
            "Only moves from one state to another are drawn. Each verb may also leave it where it is.",
            _diagram(_arrows(CONVERSATION)),
            table(["State", "On screen"], _labels(Conversation.State)),
            _verbs(CONVERSATION),
        ]
    )


def _place() -> str:
    begins = [(START, state.value, "") for state in places.BEGINS]
    order = list(Membership.State)
    moves = [
        (state.value, target.value, "")
        for state in order
        for target in sorted(places.MOVES[state], key=order.index)
    ]
    owners = [(state.value, str(state.label), places.OWNERS[state]) for state in order]
    return "\n\n".join(
        [
            "## A person's place at a practice",
            "From `src/carepost/domain/organisations/places.py`, which every move is checked against.",
            _diagram([*begins, *moves]),
            table(["State", "On screen", "Whose turn it is"], owners),
        ]
    )


def _way_back() -> str:
    order = list(way_back.State)
    moves = [
        (state.value, target.value, "")
        for state in order
        for target in sorted(way_back.MOVES[state], key=order.index)
    ]
    ends = [(state.value, START, "") for state in order if not way_back.MOVES[state]]
    owners = [(state.value, str(state.label), way_back.OWNERS[state]) for state in order]
    return "\n\n".join(
        [
            "## The way back: two of a practice make a colleague administrator for a time",
            "From `src/carepost/domain/organisations/way_back.py`, which the verbs ask.",
            _diagram([(START, way_back.State.WAITING.value, ""), *moves, *ends]),
            table(["State", "On screen", "Whose turn it is"], owners),
        ]
    )


def _diagram(arrows: Iterable[tuple[str, str, str]]) -> str:
    lines = [f"    {a} --> {b}{f': {words}' if words else ''}" for a, b, words in arrows]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def _arrows(moves: Sequence[Move]) -> list[tuple[str, str, str]]:
    """One arrow for each pair of states, with the verbs that go that way."""
    verbs: dict[tuple[str, str], list[str]] = {}
    for move in moves:
        verbs.setdefault((move.source or START, move.target), []).append(move.verb.rpartition(".")[2])
    return [(a, b, ", ".join(names)) for (a, b), names in verbs.items()]


def _verbs(moves: Sequence[Move]) -> str:
    rows = {move.verb: _first_sentence(move.verb) for move in moves}
    return table(["Verb in `src/carepost/actions`", "What it does"], [(f"`{v}`", d) for v, d in rows.items()])


def _first_sentence(verb: str) -> str:
    """Its docstring, or nothing; AttributeError when there is no such verb (any more)."""
    module, _, name = verb.rpartition(".")
    found = getattr(import_module(f"carepost.actions.{module}"), name)
    return " ".join((found.__doc__ or "").split())


def _labels(states: type[TextChoices]) -> list[tuple[str, str]]:
    return [(state.value, str(state.label)) for state in states]


def _sorted(states: Iterable[Envelope.State]) -> list[Envelope.State]:
    order = list(Envelope.State)
    return sorted(states, key=order.index)
