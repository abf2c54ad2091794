"""The fixtures of the pages and of the command line, and two directories."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.integration.commands.conftest import carepost  # noqa: F401
from tests.integration.provisioning.directory import Directory, directory_of
from tests.integration.web.conftest import alice, bob, dev, mallory, sign_in, story  # noqa: F401


@pytest.fixture
def trust(cast: Cast) -> Directory:
    """Riverside's."""
    return directory_of(cast.riverside, "dev")


@pytest.fixture
def neighbour(cast: Cast) -> Directory:
    """Millbrook's."""
    return directory_of(cast.millbrook, "mallory")
