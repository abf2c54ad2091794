"""What the journeys share: one demo, one browser, and people who sign in once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from carepost.demo.cast.people import Staff
from tests.journeys.browser import launch
from tests.journeys.desk import Desk
from tests.journeys.staged import METRICS_TOKEN, Staged, staged

STILL_OPEN = 600
"""Seconds: well before a page that nobody touches is locked."""
SitsDown = Callable[..., Desk]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Ends with the journeys: while it runs, Django takes this thread for an event loop's and refuses queries."""
    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()


@pytest.fixture(scope="package")
def demo() -> Iterator[Staged]:
    """One demo for all journeys (tests/balance.py), and at their end no log of its own may have named anybody."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CAREPOST_LOG_LEVEL", "debug")
        environment.setenv("CAREPOST_METRICS_TOKEN", METRICS_TOKEN)
        with staged() as up:
            yield up
            assert up.named_in_logs() == {}


@pytest.fixture(scope="package")
def signed_in() -> dict[str, Any]:
    """Cookies by e-mail address, and when last used: a code is good for one sign-in, so nobody signs in twice, but
    for those whose page would have been locked meanwhile."""
    return {}


@pytest.fixture
def desk(demo: Staged, browser: Browser) -> Iterator[SitsDown]:
    """Gives a desk with a browser of its own, nobody signed in; none may have complained at the end."""
    desks: list[Desk] = []

    def sit_down(**options: Any) -> Desk:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        desks.append(Desk(demo, browser.new_context(**options)))
        return desks[-1]

    yield sit_down
    for one in desks:
        one.has_no_complaints()  # before it closes, which cuts off what it is just asking for
    for one in desks:
        one.context.close()


@pytest.fixture
def at_work(desk: SitsDown, signed_in: dict[str, Any]) -> SitsDown:
    """Gives a desk at which this person is signed in."""

    def sign_in(who: Staff, **options: Any) -> Desk:
        known, used = signed_in.get(who.email, (None, 0.0))
        if known and time.monotonic() - used < STILL_OPEN:
            signed_in[who.email] = known, time.monotonic()
            return desk(storage_state=known, **options)
        first = desk()
        first.signs_in(who)
        known = first.context.storage_state()
        signed_in[who.email] = known, time.monotonic()
        return desk(storage_state=known, **options) if options else first

    return sign_in
