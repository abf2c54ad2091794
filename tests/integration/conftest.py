"""A practice at its desk, and the neighbour who should see nothing of it."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.integration.desk import Desk


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """Riverside at work; `desk.someone` is Alice."""
    return Desk(cast)


@pytest.fixture
def millbrook(cast: Cast) -> Desk:
    """The neighbours; `millbrook.someone` is Mallory."""
    return Desk(cast, cast.millbrook)


@pytest.fixture
def committed_desk(committed_cast: Cast) -> Desk:
    """Riverside at work, its rows committed, for tests in which several connections meet."""
    return Desk(committed_cast)
