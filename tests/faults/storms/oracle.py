"""What may not have happened, judged from the far end's log and the database. It knows nothing of how we send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tests.doubles.smtp_log import Taken


@dataclass(frozen=True)
class Posted:
    """One envelope as the database tells it. `shown`: its conversation waits and counts a failure."""

    message_id: str
    recipient: str
    sha256: str
    state: str
    shown: bool


def wrongs(posted: Iterable[Posted], taken: Iterable[Taken]) -> list[str]:
    """One sentence for each letter that was lost, doubled, changed, stuck or hidden; empty when all is well."""
    letters, accepted = list(posted), list(taken)
    known = {(one.message_id, one.recipient) for one in letters}
    times = Counter((t.message_id, rcpt) for t in accepted for rcpt in t.rcpts)
    digests = {t.message_id: t.sha256 for t in accepted}
    found = [
        wrong for one in letters for wrong in _wrongs_of(one, times[one.message_id, one.recipient], digests)
    ]
    strangers = {t.message_id for t in accepted if not any((t.message_id, r) in known for r in t.rcpts)}
    return found + [f"{id_} was sent and nobody wrote it" for id_ in sorted(strangers)]


def _wrongs_of(one: Posted, times: int, digests: dict[str, str]) -> Iterator[str]:
    name = f"{one.message_id} ({one.state})"
    if times > 1:
        yield f"{name} was duplicated: taken {times} times"
    if times == 0 and one.state == "accepted":
        yield f"{name} was lost: it is said to be handed over, and nobody took it"
    if times and digests[one.message_id] != one.sha256:
        yield f"{name} was changed on the way"
    if one.state not in {"accepted", "uncertain"}:
        yield f"{name} is stuck"
    if (one.state == "uncertain") != one.shown:
        yield f"{name} is {'not ' if not one.shown else ''}shown to a person"


def doubled(found: list[str]) -> int:
    """How many of these are duplicates."""
    return sum("duplicated" in wrong for wrong in found)
