"""May this change be asked for, and may it be decided, as things stand?"""

from __future__ import annotations

from collections.abc import Iterable

from carepost.domain.organisations.models import DetailChange, Membership
from carepost.ground.kernel import Conflict, Refused

State = DetailChange.State
OVER = {
    State.APPROVED: "was approved already",
    State.REFUSED: "was refused already",
    State.WITHDRAWN: "was taken back by whoever asked for it",
}


def check_is_at_work(place: Membership, held: bool) -> None:
    if not held:
        raise Conflict(
            f"Your place at {place.practice.name} has ended meanwhile, so nothing was asked there."
        )


def check_somebody_else_decides(place: Membership, administrators: Iterable[Membership]) -> None:
    """Nobody decides about themselves."""
    if all(one.id == place.id for one in administrators):
        raise Refused(
            f"Nobody else at {place.practice.name} could decide this: it needs another administrator. "
            "Make a colleague an administrator first."
        )


def check_none_waits(detail: str, waiting: Iterable[DetailChange]) -> None:
    found = next((one for one in waiting if one.detail == detail), None)
    if found is not None:
        raise Conflict(
            f"A change of this waits already, asked at {found.membership.practice.name}. "
            "Take that one back first, under Your account."
        )


def check_is_another(before: str, after: str) -> None:
    if before == after:
        raise Refused("That is what stands there now, so there is nothing to change.")


def check_change_waits(change: DetailChange) -> None:
    if change.state != State.WAITING:
        raise Conflict(f"This change {OVER[State(change.state)]}. Load the page again.")


def check_may_be_proved(change: DetailChange) -> None:
    check_change_waits(change)
    if change.is_proved:
        raise Conflict("This needs no code any more. It waits for a practice administrator.")


def check_is_proved(change: DetailChange) -> None:
    if not change.is_proved:
        raise Conflict("The code sent to the new one has not come back yet, so there is nothing to decide.")


def check_still_as_before(change: DetailChange, now: str) -> None:
    """What an administrator said yes to is this change and no other."""
    if change.before != now:
        raise Conflict(
            "What stood there when this was asked for has changed meanwhile, so nothing was changed. "
            "Refuse this, and ask them to ask again."
        )
