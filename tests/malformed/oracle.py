"""What must be true of mail however malformed: stored to the byte, shown once, and nothing behind it kept waiting."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape

from django.test import Client

from carepost.actions.receiving.read import read_waiting
from carepost.domain.correspondence.models import Message
from carepost.domain.tenancy import services
from carepost.engines.intake.models import Arrival
from tests.integration.desk import Desk

LONGEST = 10.0
"""seconds of a processor that one mail may keep the next one waiting, in our process and in its parser's together"""
ITEM = re.compile(r'href="/matching/([0-9a-f-]{36})"')
NEXT = re.compile(r'rel="next" href="([^"]+)"')


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


@dataclass
class Handed:
    """What was handed in by one way: kinds by the digest of their bytes. Equal bytes are one mail."""

    kinds: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, raw: bytes) -> None:
        self.kinds.setdefault(digest(raw), []).append(kind)


@dataclass(frozen=True)
class Figures:
    """Names of kinds each; all of them must be empty."""

    lost: tuple[str, ...]
    changed: tuple[str, ...]
    stuck: tuple[str, ...]
    not_once: tuple[str, ...]

    @property
    def all_is_well(self) -> bool:
        return not (self.lost or self.changed or self.stuck or self.not_once)


def read_all(desk: Desk) -> dict[str, float]:
    """Read what waits, one by one, and how long each kept the next one waiting: {digest: seconds of our processor}.

    The parser's own processor time is not in it; its limit is in `ParserChild`, and less than what is left of LONGEST.
    """
    took: dict[str, float] = {}
    while True:
        with desk.acting():
            first = Arrival.objects.of(desk.id).filter(state="stored").order_by("at", "id").first()
        if first is None:
            return took
        assert first.sha256 not in took, "it was read, and waits to be read again"
        began = time.process_time()
        read_waiting(actor=desk.system, at_most=1)
        took[first.sha256] = time.process_time() - began


def judge(
    desk: Desk, handed: Handed, listed: Iterable[str], took: Mapping[str, float] | None = None
) -> Figures:
    """Compare what was handed in with what is stored and with the items that pages list."""
    with desk.acting():
        arrivals = {one.sha256: one for one in Arrival.objects.of(desk.id)}
        placed = Counter(
            Message.objects.of(desk.id).exclude(arrival_id=None).values_list("arrival_id", flat=True)
        )
    items = Counter(listed)

    def named(digests: Iterable[str]) -> tuple[str, ...]:
        return tuple(
            name for one in digests for name in handed.kinds.get(one, ["nothing that was handed in"])
        )

    return Figures(
        lost=named(handed.kinds.keys() - arrivals.keys()),
        changed=named(arrivals.keys() - handed.kinds.keys())
        + named(sha for sha, one in arrivals.items() if digest(original(desk, one)) != sha),
        stuck=named(
            sha
            for sha, one in arrivals.items()
            if one.state == Arrival.State.STORED or (took or {}).get(sha, 0) > LONGEST
        ),
        not_once=named(sha for sha, one in arrivals.items() if items[str(one.id)] + placed[one.id] != 1),
    )


def original(desk: Desk, arrival: Arrival) -> bytes:
    return services.vault().get(desk.id, arrival.object_id)


def items_listed(browser: Client) -> list[str]:
    """The id of every row of every page of Needs matching, by following the pages as a person does."""
    found: list[str] = []
    url: str | None = "/matching"
    while url:
        answer = browser.get(url)
        assert answer.status_code == 200
        page = answer.content.decode()
        found += ITEM.findall(page)
        later = NEXT.search(page)
        url = unescape(later[1]) if later else None
    return found
