"""Readings that ended for no fault of the letter: they are counted against none, however often that happens.

What the database cannot be told because it is away, the reader keeps in its memory and tells it when it is back: a
reader that lives knows why it stopped, and is the only one who does. A letter whose readings end with the database's
line again and again may be what ends it, so those are counted too, with a much larger limit.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from uuid import UUID

from django.db import Error, InterfaceError, OperationalError, connection
from django.db.models import F
from psycopg.errors import QueryCanceled

from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Unavailable
from carepost.ground.vault import Tampered


@dataclass(frozen=True, slots=True)
class _Owed:
    """Letters whose last reading does not count, and the one of them at which the database was lost."""

    arrivals: tuple[UUID, ...]
    lost: UUID | None


_owed: defaultdict[UUID, deque[_Owed]] = defaultdict(deque)
"""by practice"""


@contextmanager
def forgiving(practice_id: UUID, begun: Sequence[Arrival]) -> Iterator[None]:
    """`begun`: what is counted and not ended whenever an error comes, that in hand first.

    The others are never at fault; that in hand is, unless the database, the vault or the parser was away.
    """
    try:
        yield
    except BaseException as trouble:
        at_fault = 0 if _of_the_house(trouble) else 1
        forgiven = tuple(one.id for one in begun)[at_fault:]
        lost = forgiven[0] if forgiven and not at_fault and _line_is_lost() else None
        _owed[practice_id].append(_Owed(forgiven, lost))
        with suppress(Error):
            make_good(practice_id)
        raise


def make_good(practice_id: UUID) -> None:
    """Tell the database what must not count; where it does not answer, that stays to be told."""
    owed = _owed[practice_id]
    while owed:
        one = owed.popleft()
        try:
            _take_back(practice_id, one)
        except BaseException:
            owed.appendleft(one)
            raise


def _take_back(practice_id: UUID, owed: _Owed) -> None:
    with acting_for(practice_id):
        rows = Arrival.objects.of(practice_id).filter(state=Arrival.State.STORED, id__in=owed.arrivals)
        # A count that was perhaps never committed, or is taken back twice: one try more does no harm.
        rows.filter(reads__gt=0).update(reads=F("reads") - 1)
        if owed.lost is not None:
            rows.filter(id=owed.lost).update(losses=F("losses") + 1)


def _of_the_house(trouble: BaseException) -> bool:
    """What the database takes too long for may well be the letter; so may bytes that are not what they were."""
    if isinstance(trouble, Unavailable):
        return not isinstance(trouble, Tampered)
    away = isinstance(trouble, OperationalError | InterfaceError)
    return away and not isinstance(trouble.__cause__, QueryCanceled)


def _line_is_lost() -> bool:
    line = connection.connection
    return line is None or bool(line.closed)
