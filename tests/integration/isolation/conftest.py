"""Two practices with rows of every kind, and the row-level fence taken down for tests of the other one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict

from tests.cast import Cast
from tests.integration.desk import Desk
from tests.integration.isolation.everything import Everything, fill

SignedInAs = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True)
class Both:
    """Riverside and Millbrook, the same thing done at each."""

    ours: Desk
    theirs: Desk
    our: Everything
    their: Everything


def both(cast: Cast) -> Both:
    ours, theirs = Desk(cast), Desk(cast, cast.millbrook)
    return Both(ours, theirs, fill(ours), fill(theirs))


@pytest.fixture
def full(cast: Cast) -> Both:
    return both(cast)


@pytest.fixture
def committed_full(committed_cast: Cast) -> Both:
    return both(committed_cast)


@pytest.fixture
def catalogue(logins: dict[str, str]) -> Iterator[psycopg.Connection]:
    """The database's own account of itself."""
    with psycopg.connect(logins["superuser"], autocommit=True) as connection:
        yield connection


@pytest.fixture
def as_login(logins: dict[str, str]) -> SignedInAs:
    """Django signed in as another login for a while: as "superuser", no policy binds it."""

    @contextmanager
    def signed_in(kind: str) -> Iterator[None]:
        before, parts = dict(connection.settings_dict), conninfo_to_dict(logins[kind])
        connection.close()
        connection.settings_dict.update(USER=parts["user"], PASSWORD=parts.get("password", ""))
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(before)

    return signed_in
