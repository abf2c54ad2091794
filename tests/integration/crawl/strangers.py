"""Asking, as somebody of elsewhere, for what was seen here; and beside it for ids that never were."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from carepost.ground.kernel import new_id
from tests.integration.crawl.asking import Answer, ask, name_of
from tests.integration.crawl.copies import ID
from tests.integration.crawl.page import Address
from tests.integration.crawl.people import Practice, Viewer

# 405: not done that way, to anything. 422: the form is no good, said before anything is looked for. That neither says
# more of a neighbour's than of what never was is judged beside it.
# 403: not with that role, asked before anything is looked for; so is, where much is at stake, who they are.
SAYS_NOTHING = {403, 404, 405, 422}
SHUT_OUT = ("('Location', '/me/locked", "('Location', '/accounts/login/")
TO_PROVE = "('Location', '/me/prove?"


@dataclass
class Asked:
    """What came of a row of requests, and what is wrong with it in sentences."""

    requests: int = 0
    reads: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    seconds: list[tuple[float, float]] = field(default_factory=list)

    def __add__(self, other: Asked) -> Asked:
        return Asked(
            self.requests + other.requests,
            self.reads + other.reads,
            self.differences + other.differences,
            self.failures + other.failures,
            self.seconds + other.seconds,
        )

    def times(self) -> str:
        """For people to read; nothing is decided by a clock."""
        there, never = zip(*self.seconds, strict=True)
        apart = statistics.median(one - other for one, other in self.seconds)
        return (
            f"median {1000 * statistics.median(there):.2f} ms for what is a neighbour's, "
            f"{1000 * statistics.median(never):.2f} ms for what never was, "
            f"{1e6 * apart:+.0f} us between the two of a pair"
        )


def ask_as_stranger(
    viewer: Viewer, addresses: Iterable[Address], whose: Practice, own: frozenset[str]
) -> Asked:
    """Each address as it is and with ids that never were; `own` is what only that practice has."""
    asked = Asked()
    known = frozenset({str(whose.id)} if _works_there(viewer, whose) else ())
    for drawn in addresses:
        address = _as_if_drawn_here(viewer, drawn, whose)
        theirs = {one for one in address.ids if one in own}
        if not theirs and drawn != address:
            continue  # nothing of theirs is asked for but by the page it came from
        never = {one: str(new_id()) for one in theirs}
        there, nowhere = _ask(viewer, address), _ask(viewer, address.with_ids(never))
        asked.requests += 2
        asked.seconds.append((there.seconds, nowhere.seconds))
        _judge(asked, viewer, address, there, _as_if(nowhere, never), own - address.ids - known, whose.words)
    return asked


def _works_there(viewer: Viewer, whose: Practice) -> bool:
    """Too: each page then offers them to change to it, by its id."""
    return any(one.person == viewer.person for one in whose.members)


def _as_if_drawn_here(viewer: Viewer, address: Address, whose: Practice) -> Address:
    """Else a form is turned away for the page that it came from, and nothing that it names is looked for."""
    if viewer.practice is None:
        return address
    here = str(viewer.practice)
    moved = address.with_ids({str(whose.id): here})
    if moved.method != "POST" or any(name == "drawn_for" for name, _ in moved.fields):
        return moved
    return replace(moved, fields=(*moved.fields, ("drawn_for", here)))


def _ask(viewer: Viewer, address: Address) -> Answer:
    """Whoever has no place is signed out by the first answer, so they sign in again; so does whoever has just pressed
    what locks the page or ends the sitting, which are among what is asked for."""
    if viewer.role is None:
        viewer.come_in()
    answer = _asked(viewer, address)
    if any(place in answer.headers for place in SHUT_OUT):
        viewer.come_in()
        answer = _asked(viewer, address)
    return answer


def _asked(viewer: Viewer, address: Address) -> Answer:
    viewer.as_before()
    return ask(viewer, address)


def _judge(
    asked: Asked,
    viewer: Viewer,
    address: Address,
    there: Answer,
    nowhere: Answer,
    own: frozenset[str],
    words: frozenset[str],
) -> None:
    which = f"{viewer.name}: {address.method} {name_of(address.path)} {dict(address.fields)}"
    told = there.headers + there.body
    if any(one in told for one in words) or any(one in told for one in own):
        asked.reads.append(f"{which} was told something ({there.status})")
    elif ID.search(address.path) and viewer.role is not None and not _says_nothing(there):
        asked.reads.append(f"{which} was let in ({there.status})")
    if there.shown != nowhere.shown:
        asked.differences.append(
            f"{which} is answered {there.status}, and {nowhere.status} for what never was: "
            + _first_difference(there.body, nowhere.body)
        )
    elif there.work != nowhere.work:
        asked.differences.append(
            f"{which} takes {len(there.work)} queries, and {len(nowhere.work)} for what never was"
        )
    if there.status >= 500:
        asked.failures.append(f"{which} fails ({there.status})")


def _first_difference(one: str, other: str) -> str:
    """For whoever has to find out why."""
    pairs = zip_longest(one.splitlines(), other.splitlines(), fillvalue="")
    return next(
        (f"{a.strip()[:200]!r} and {b.strip()[:200]!r}" for a, b in pairs if a != b), "in the headers"
    )


def _says_nothing(answer: Answer) -> bool:
    return answer.status in SAYS_NOTHING or TO_PROVE in answer.headers


def _as_if(answer: Answer, never: dict[str, str]) -> Answer:
    """What an answer says about itself is told of the ids that are compared with."""
    headers, body = answer.headers, answer.body
    for theirs, made_up in never.items():
        headers, body = headers.replace(made_up, theirs), body.replace(made_up, theirs)
    return Answer(answer.status, headers, body, answer.work, answer.seconds)
