"""Walking the site from its front page, through every link; and what the urlconf has that no page leads to."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from django.apps import apps
from django.urls import URLPattern, reverse

from carepost.config.urls import urlpatterns
from carepost.domain.tenancy.context import acting_for
from scripts.reference.addresses import addresses_of, is_library
from tests.integration.crawl.asking import Answer, ask, name_of
from tests.integration.crawl.copies import ID
from tests.integration.crawl.page import Address, Page
from tests.integration.crawl.people import Practice, Viewer

# Which rows fill which gap of an address.
ROWS = {
    "question_id": "organisations.Question",
    "invitation_id": "organisations.Invitation",
    "vouching_id": "organisations.Vouching",
    "team_id": "organisations.Team",
    "transition_id": "organisations.Transition",
    "request_id": "organisations.TeamRequest",
    "hand_over_id": "organisations.HandOver",
    "change_id": "organisations.DetailChange",
    "sign_id": "organisations.SharingSign",
    "absence_id": "organisations.Absence",
    "membership_id": "organisations.Membership",
    "conversation_id": "correspondence.Conversation",
    "message_id": "correspondence.Message",
    "attachment_id": "correspondence.Attachment",
    "envelope_id": "delivery.Envelope",
    "arrival_id": "intake.Arrival",
    "token_id": "provisioning.ProvisioningToken",
    "device_id": "organisations.Device",
    "form_id": "organisations.KeptForm",
}
OTHER_GAPS = {
    "detail": ("name",),
    "provider": ("made-up",),
    "subject": ("starting", "moving", "administrator"),
    "name": ("my", "all"),
    "index": (0, 1),
    "number": (1,),
    "key": ("a",),
    "pk": (1,),
    "uidb36": ("1",),
    "practice_id": (UUID(int=1),),
    "sitting_id": ("01890a5d-ac96-774b-bcce-b302099a8057",),
}
ACCOUNT = "/accounts/"
MOST_PAGES = 600


@dataclass
class Walk:
    """What one viewer saw: `answers` to what was opened, `found` all that could be asked for, `ids` all shown."""

    viewer: Viewer
    answers: dict[Address, Answer] = field(default_factory=dict)
    found: dict[Address, None] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def names_opened(self) -> set[str]:
        """What the urlconf calls the pages that were there."""
        return {name_of(one.path) for one, answer in self.answers.items() if answer.status < 400}


def walk(viewer: Viewer, at_most: int = MOST_PAGES) -> Walk:
    """Breadth first; of addresses that differ only in the values of their queries the first is opened, of pages of
    one kind `at_most`."""
    seen, done, waiting = Walk(viewer), set(), deque([Address("GET", "/")])
    kinds: Counter[str] = Counter()
    while waiting and len(seen.answers) < MOST_PAGES:
        address = waiting.popleft()
        kind = name_of(address.path)
        if kind_of(address) in done or kinds[kind] == at_most:
            continue
        done.add(kind_of(address))
        kinds[kind] += 1
        seen.answers[address] = answer = ask(viewer, address)
        for led_to in _leads_to(address, answer, seen):
            if led_to.method == "GET":
                waiting.append(led_to)
            seen.found[led_to] = None
    assert len(seen.answers) < MOST_PAGES, "the site has no end"
    return seen


def _leads_to(address: Address, answer: Answer, seen: Walk) -> list[Address]:
    page = Page(address.url, answer.body)
    seen.ids |= page.ids
    moved = re.findall(r"\('Location', '(/[^']*)'\)", answer.headers)
    return [*page.addresses, *(Address("GET", url) for url in moved)]


def kind_of(address: Address) -> tuple[str, tuple[str, ...]]:
    """A patient chosen, or a way of cutting, is a page of its own; a place in a list is not."""
    parts = urlsplit(address.url)
    query = sorted(parse_qsl(parts.query, keep_blank_values=True))
    return parts.path, tuple(
        f"{name}={value}" if name in {"patient", "by"} else name for name, value in query
    )


def filled(practice: Practice) -> Iterator[Address]:
    """Every address of the urlconf of ours with every row of the practice that fits, posted and not."""
    rows = _rows(practice)
    for _, pattern in addresses_of(urlpatterns):
        if not is_library(pattern):
            for path in _filled(pattern, rows):
                yield Address("GET", path)
                yield Address("POST", path)


def once(addresses: Iterable[Address], *, each: int = MOST_PAGES) -> list[Address]:
    """Each that asks for something else, but of each kind of request only the first few."""
    kinds: Counter[tuple[str, ...]] = Counter()
    found: dict[tuple[object, ...], Address] = {}
    for one in addresses:
        if (key := (one.method, kind_of(one), one.fields)) in found:
            continue
        kind = (one.method, name_of(one.path), *(f"{name}={ID.sub('', value)}" for name, value in one.fields))
        kinds[kind] += 1
        if kinds[kind] <= each:
            found[key] = one
    return list(found.values())


def one_of_each(addresses: Iterable[Address]) -> list[Address]:
    """The first of every name and method."""
    found: dict[tuple[str, str], Address] = {}
    for one in addresses:
        found.setdefault((name_of(one.path), one.method), one)
    return list(found.values())


def of_library() -> Iterator[Address]:
    """Those of signing in and one's own account."""
    for route, pattern in addresses_of(urlpatterns):
        if is_library(pattern) and "<" in route and "(?P" not in route:
            yield Address("GET", re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: str(OTHER_GAPS[gap[1]][0]), route))
        elif is_library(pattern):
            yield from (Address("GET", path) for path in _filled(pattern, {}))


def _filled(pattern: URLPattern, rows: Mapping[str, Sequence[object]]) -> Iterator[str]:
    gaps = list(pattern.pattern.regex.groupindex)
    if not gaps:
        yield reverse(pattern.name or "")
        return
    first, *others = gaps
    rest = {one: (rows.get(one) or OTHER_GAPS[one])[0] for one in others}
    for value in rows.get(first) or OTHER_GAPS[first]:
        for second in (rows.get(others[0]) or OTHER_GAPS[others[0]]) if others else [None]:
            yield reverse(
                pattern.name or "", kwargs={first: value} | rest | ({others[0]: second} if others else {})
            )


def _rows(practice: Practice) -> dict[str, list[UUID]]:
    with acting_for(practice.id):
        return {"practice_id": [practice.id]} | {
            gap: list(
                apps.get_model(model)
                ._default_manager.filter(practice_id=practice.id)
                .values_list("id", flat=True)
            )
            for gap, model in ROWS.items()
        }
