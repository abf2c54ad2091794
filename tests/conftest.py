"""What every test may ask for: real PostgreSQL as the app's own login, and the fixed cast."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase
from psycopg.conninfo import conninfo_to_dict

from tests import database
from tests.cast import Cast, make_cast
from tests.faults.storms.table import pytest_terminal_summary  # noqa: F401  (a hook, found by its name)
from tests.instance import HOME


@pytest.fixture(scope="session")
def logins(worker_id: str) -> Iterator[dict[str, str]]:
    """Connection strings of this worker's database: owner, app, ledger, superuser."""
    with database.test_database(HOME, f"carepost_{worker_id}") as found:
        yield found


@pytest.fixture(scope="session")
def django_db_setup(logins: dict[str, str], django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Django is the app: it owns nothing and bypasses nothing."""
    parts = conninfo_to_dict(logins["app"])
    connection.settings_dict.update(
        NAME=parts["dbname"],
        USER=parts["user"],
        PASSWORD=parts.get("password", ""),
        HOST=parts["host"],
        PORT="",
    )
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: database.empty(logins["superuser"]))
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        connection.close()
    patch.undo()


@pytest.fixture
def cast(db: None) -> Cast:
    """Alice, Bob, Carol and Dev at Riverside; Mallory at Millbrook."""
    return make_cast()


@pytest.fixture
def committed_cast(transactional_db: None) -> Cast:
    """The same people, committed, for tests in which several connections or processes meet."""
    return make_cast()
