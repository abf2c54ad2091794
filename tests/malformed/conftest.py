"""The practice that gets it all, and the seed and size of a run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client

from carepost.engines.intake.sources.port import Delivered
from tests.cast import Cast
from tests.integration.desk import Desk
from tests.integration.web.conftest import sign_in  # noqa: F401  (a fixture, found by its name)


@pytest.fixture
def desk(committed_cast: Cast) -> Desk:
    return Desk(committed_cast)


@pytest.fixture
def browser(desk: Desk, sign_in: Callable[..., Client]) -> Client:  # noqa: F811
    return sign_in(desk.cast.alice)


@pytest.fixture
def in_a_thread() -> Callable[[Callable[[Delivered], None]], Callable[[Delivered], None]]:
    """Wrap what a listener calls, so that its thread leaves no connection to the database behind."""

    def wrap(take: Callable[[Delivered], None]) -> Callable[[Delivered], None]:
        def taken(mail: Delivered) -> None:
            try:
                take(mail)
            finally:
                connections.close_all()

        return taken

    return wrap
