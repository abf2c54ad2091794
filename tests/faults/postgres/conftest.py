from __future__ import annotations

import getpass
import os
from collections.abc import Iterator

import pytest

from tests.faults.postgres.people import User, arrive

EVERYBODY = ["root", "nobody"] if os.geteuid() == 0 else [getpass.getuser()]


@pytest.fixture(params=EVERYBODY)
def user(request: pytest.FixtureRequest) -> Iterator[User]:
    """Each test is run by an ordinary user, and as root also by root."""
    someone = arrive(request.param)
    yield someone
    someone.go_home()
