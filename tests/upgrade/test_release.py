"""What an earlier release left is taken over by this version: nothing lost, nothing sent twice, work goes on."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.debian_postgres import BIN
from tests.upgrade.old_instance import RELEASES, OldInstance

pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-10"), pytest.mark.timeout(600)]

EVERY_RELEASE = sorted(path for path in RELEASES.iterdir() if path.is_dir())
STEPS = ["Copying the database", "Comparing every row", "Proving the ledgers"]


@pytest.fixture
def old(folder: Path, request: pytest.FixtureRequest) -> OldInstance:
    return OldInstance(folder / "home", getattr(request, "param", EVERY_RELEASE[-1]))


def check(old: OldInstance) -> None:
    facts, found = old.facts, old.look()
    assert found["originals"] == facts["originals"]
    assert found["states"] == facts["states"]
    assert [text for text in found["texts"] if text in facts["texts"]] == facts["texts"]
    assert (found["pages"]["inbox"], found["pages"]["conversation"]) == (200, 200)
    assert "A second letter, not answered yet." in found["pages"]["shows"]
    assert (found["sent"], found["sent_again"]) == ([facts["unsent"]["to"]], [])
    awaited = facts["awaits_reply"]
    expected = {"state": "matched", "conversation": awaited["conversation"], "patient": awaited["patient"]}
    assert found["reply"] == expected
    assert "entries are as they were recorded" in (says := old.ledger_verdict()), says


def test_the_data_of_a_release_is_never_changed() -> None:
    sums = {}
    for line in (RELEASES / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split("  ")
        sums[name] = digest
    there = {str(path.relative_to(RELEASES)): path for path in RELEASES.glob("*/*")}

    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()} == sums


@pytest.mark.parametrize("old", EVERY_RELEASE, indirect=True, ids=lambda path: path.name)
def test_the_data_of_every_release_is_taken_over(old: OldInstance) -> None:
    old.restore()

    old.run("carepost", "migrate")

    check(old)


def test_data_of_an_older_postgresql_is_moved_though_the_move_is_killed_three_times(old: OldInstance) -> None:
    old.restore(BIN)

    for step in STEPS:
        moving = old.start("carepost", "migrate", "--old-programs", BIN)
        assert moving.stdout
        assert any(step in line for line in moving.stdout), f"never came to: {step}"
        moving.kill()
        moving.communicate()
        assert (old.data / "PG_VERSION").read_text() == "15\n"
    said = old.migrate()

    assert "The new database is in use" in said
    assert (old.data / "PG_VERSION").read_text() == "18\n"
    assert (old.home / "pg/data.old-15/PG_VERSION").read_text() == "15\n"
    assert not list(old.home.glob("pg/next-*"))
    check(old)
