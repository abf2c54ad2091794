"""What a load balancer asks: whether a process lives, and whether it can be sent people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from carepost.actions.watching import readiness
from carepost.config.adaptors import ADAPTORS
from carepost.ground.vault import FolderStore
from tests.integration.isolation.conftest import SignedInAs
from tests.integration.isolation.conftest import as_login as as_login  # a fixture of theirs

WELL = {"ready": True, "database": "ok", "migrations": "ok", "vault": "ok", "disk": "ok"}
Ask = Callable[[], tuple[int, dict[str, object]]]


@pytest.fixture(autouse=True)
def asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test is told what another one found."""
    monkeypatch.setattr(readiness, "BELIEVED", 0.0)


@pytest.fixture
def ask(client: Client) -> Ask:
    def asked() -> tuple[int, dict[str, object]]:
        answer = client.get("/readyz")
        return answer.status_code, answer.json()

    return asked


def test_an_instance_in_order_is_ready(db: None, ask: Ask) -> None:
    assert ask() == (200, WELL)


@pytest.mark.parametrize("page", ["/healthz", "/readyz"])
def test_a_load_balancer_asks_by_an_ip_address_and_without_a_session(
    db: None, client: Client, page: str
) -> None:
    answer = client.get(page, headers={"Host": "10.11.12.13:8000"})

    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


def test_any_other_page_is_still_refused_under_a_foreign_name(db: None, client: Client) -> None:
    for page in ("/help/", "/healthz/", "/readyz/x"):
        assert client.get(page, headers={"Host": "10.11.12.13:8000"}).status_code in (400, 404)
    assert client.get("/help/", headers={"Host": "10.11.12.13:8000"}).status_code == 400


def test_being_alive_asks_the_database_nothing(client: Client) -> None:
    """Without the `db` fixture a query would be refused by the tests themselves."""
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_nothing_is_changed_by_asking(db: None, client: Client) -> None:
    for page in ("/healthz", "/readyz", "/metrics"):
        assert client.post(page).status_code == 405


@pytest.mark.hazard("HZ-10")
def test_a_database_that_is_away_is_said(transactional_db: None, ask: Ask) -> None:
    with away():
        status, found = ask()

    assert status == 503
    assert found == WELL | {"ready": False, "database": "away", "migrations": "unknown"}
    assert ask() == (200, WELL)


class away:
    """The database at an address where nobody listens."""

    def __enter__(self) -> None:
        self.host = connection.settings_dict["HOST"]
        connection.close()
        connection.settings_dict["HOST"] = "/nowhere"

    def __exit__(self, *_: object) -> None:
        connection.close()
        connection.settings_dict["HOST"] = self.host


@pytest.mark.hazard("HZ-09")
@pytest.mark.parametrize("login", ["superuser", "owner"])
def test_a_login_that_no_fence_binds_is_not_ready(
    transactional_db: None, ask: Ask, as_login: SignedInAs, login: str
) -> None:
    with as_login(login):
        status, found = ask()

    assert (status, found["database"]) == (503, "unfenced")


def test_a_database_that_was_not_migrated_is_said(
    transactional_db: None, ask: Ask, as_login: SignedInAs
) -> None:
    row = "from django_migrations where app = 'tenancy' and name = '0002_watching'"
    with as_login("superuser"), connection.cursor() as cursor:
        cursor.execute(f"delete {row}")
    status, found = ask()
    with as_login("superuser"), connection.cursor() as cursor:
        cursor.execute(
            "insert into django_migrations (app, name, applied) values ('tenancy', '0002_watching', now())"
        )

    assert (status, found["migrations"]) == (503, "behind")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FolderStore]:
    kept = FolderStore(tmp_path / "vault")
    monkeypatch.setattr(ADAPTORS.vault(), "_store", kept)
    yield kept
    assert list(tmp_path.iterdir()) == [], "asking leaves nothing behind"


@pytest.mark.hazard("HZ-10")
def test_a_vault_that_cannot_be_written_is_said(
    db: None, ask: Ask, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask()[0] == 200

    monkeypatch.setattr(store, "root", Path("/proc/nowhere/vault"))
    status, found = ask()

    assert status == 503
    assert (found["vault"], found["disk"]) == ("broken", "unknown")


@pytest.mark.hazard("HZ-10")
def test_a_disk_without_room_is_said_before_it_is_full(
    db: None, ask: Ask, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = store.room()
    assert room > readiness.LEAST_ROOM, "this machine has too little room for the test"

    monkeypatch.setattr(readiness, "LEAST_ROOM", room * 2)
    status, found = ask()

    assert (status, found["disk"]) == (503, "full")


def test_asking_often_costs_the_database_no_more(
    db: None, ask: Ask, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[..., object]
) -> None:
    monkeypatch.setattr(readiness, "BELIEVED", 3600.0)
    monkeypatch.setattr(readiness, "_last", (-7200.0, {}))
    ask()

    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        for _ in range(5):
            assert ask() == (200, WELL)
