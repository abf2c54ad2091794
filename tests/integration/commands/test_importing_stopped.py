"""An import that is killed at any moment goes on when it is run again: nothing is lost, and nothing is stored twice."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from carepost.actions.receiving.importing import Import
from carepost.domain.ledger.events import Event
from carepost.domain.tenancy import services
from carepost.engines.intake.models import Sighting
from carepost.engines.intake.sources.files import recognise
from tests.faults.storms import forks
from tests.integration.desk import Desk
from tests.integration.letters import mail

LETTERS = [mail(f"Letter {number}").replace(b"\r\n", b"\n") for number in range(12)]


@pytest.fixture
def box(tmp_path: Path) -> Path:
    path = tmp_path / "box"
    path.write_bytes(
        b"".join(b"From x@y.example Mon Mar  2 09:30:00 2026\n" + raw + b"\n" for raw in LETTERS)
    )
    return path


def an_import(desk: Desk) -> Import:
    return Import(desk.system, desk.mailbox.id, "tester")


def imported(desk: Desk, box: Path) -> Import:
    run = an_import(desk)
    for _ in run.store(recognise(box, 1_000_000)):
        pass
    for _ in run.read_stored():
        pass
    return run


def dies_in(desk: Desk, box: Path, letter: int, step: str) -> None:
    """Import in a child that is killed with kill -9: after so many letters, in the vault or at the last of a letter."""

    def work() -> None:
        run, vault = an_import(desk), services.vault()

        class Dying:
            def put(self, *what: object) -> None:
                if step == "before the vault" and run.stored == letter:
                    forks.die()
                vault.put(*what)  # type: ignore[arg-type]
                if step == "after the vault" and run.stored == letter:
                    forks.die()

            def __getattr__(self, name: str) -> object:
                return getattr(vault, name)

        services.vault = lambda: Dying()  # type: ignore[assignment,return-value]  # the child's own
        for _ in run.store(recognise(box, 1_000_000)):
            if run.stored == letter:
                forks.die()

    assert forks.dies(work)


def whole(desk: Desk) -> Iterator[str]:
    for arrival in desk.arrivals():
        raw = services.vault().get(desk.id, arrival.object_id)
        assert sha256(raw).hexdigest() == arrival.sha256
        yield arrival.sha256


@pytest.mark.hazard("HZ-10")
@pytest.mark.parametrize("step", ["before the vault", "after the vault", "after a letter"])
def test_it_goes_on_where_it_was_killed(committed_desk: Desk, box: Path, step: str) -> None:
    desk = committed_desk
    for letter in (1, 5):
        # Each child finds what the one before it stored; it is killed that many letters later.
        dies_in(desk, box, letter, step)

    run = imported(desk, box)

    assert (run.read, run.left_out, run.unreadable) == (12, [], 0)
    assert 0 < run.stored < 12
    assert sorted(whole(desk)) == sorted(sha256(raw).hexdigest() for raw in LETTERS)
    assert len(desk.entries(Event.ARRIVAL_STORED)) == 12
    with desk.acting():
        assert Sighting.objects.of(desk.id).count() == 12
    again = imported(desk, box)
    assert (again.stored, again.duplicate) == (0, 12)
