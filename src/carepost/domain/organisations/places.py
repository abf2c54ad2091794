"""The lawful moves of a place at a practice, and whose turn it is; the diagram in docs/reference is made from this."""

from __future__ import annotations

from carepost.domain.organisations.models import Membership
from carepost.ground.kernel import Conflict, clock

S = Membership.State

MOVES: dict[Membership.State, frozenset[Membership.State]] = {
    S.INVITED: frozenset({S.AWAITING, S.ACTIVE, S.LEFT}),
    S.AWAITING: frozenset({S.ACTIVE, S.LEFT}),
    S.ACTIVE: frozenset({S.SUSPENDED, S.LEFT}),
    S.SUSPENDED: frozenset({S.ACTIVE, S.LEFT}),
    # Whoever comes back has the place they had, with its past.
    S.LEFT: frozenset({S.AWAITING, S.ACTIVE}),
}

OWNERS: dict[Membership.State, str] = {
    S.INVITED: "the person invited",
    S.AWAITING: "a practice administrator, or the person where something was asked",
    S.ACTIVE: "nobody: they are at work; administrators look through the list from time to time",
    S.SUSPENDED: "a practice administrator",
    S.LEFT: "nobody: the place is kept for the record",
}

BEGINS = (S.INVITED, S.AWAITING, S.ACTIVE)
"""Asked by an administrator, come by themselves, or made at the console."""

INSTEAD: dict[Membership.State, str] = {
    S.INVITED: "is invited and has not come yet",
    S.AWAITING: "waits for approval",
    S.ACTIVE: "is at work here already",
    S.SUSPENDED: "is suspended",
    S.LEFT: "has no place here any more",
}


def check_is(member: Membership, *states: Membership.State) -> None:
    """Conflict in any other state: a colleague was quicker."""
    now = S(member.state)
    if now not in states:
        raise Conflict(
            f"{member.name} {INSTEAD[now]}, so this cannot be done now. Look at the list of people again."
        )


def check_move(member: Membership, to: Membership.State) -> None:
    """Conflict where the table has no such move."""
    check_is(member, *sources_of(to))


def sources_of(to: Membership.State) -> list[Membership.State]:
    return [state for state, targets in MOVES.items() if to in targets]


def move(member: Membership, to: Membership.State, *, reason: str = "") -> None:
    """Made and kept. The row is locked by the caller, so that of two moves the second sees the first."""
    check_move(member, to)
    member.state, member.state_since, member.state_reason = to, clock.now(), reason
    member.save(update_fields=["state", "state_since", "state_reason"])
