"""Kills, full disks, processes that want the same at once: whole or not there, and never two keys."""

from __future__ import annotations

import errno
import itertools
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from carepost.ground.kernel import Conflict, NotFound, Unavailable, ids
from carepost.ground.vault import FolderStore, Vault
from tests.unit.vault.processes import DISK_CALLS, FINISHED, in_child, killed_before_step, outcome, wrapped

PRACTICE = ids.new_id()
LETTER = bytes(range(256)) * 400
AT_ONCE = 6


def whole_or_nothing(vault: Vault, letter: UUID) -> str:
    try:
        found = vault.get(PRACTICE, letter)
    except NotFound:
        return "nothing"
    assert found == LETTER
    return "whole"


@pytest.mark.hazard("HZ-10")
def test_kill_at_any_moment_leaves_the_whole_letter_or_nothing(tmp_path: Path, key: bytes) -> None:
    ended = []
    for step in itertools.count():
        root, letter = tmp_path / f"killed-{step}", ids.new_id()
        killed = killed_before_step(
            step, lambda root=root, letter=letter: Vault(FolderStore(root), key).put(PRACTICE, letter, LETTER)
        )
        after = Vault(FolderStore(root), key)
        ended.append(whole_or_nothing(after, letter))
        after.put(PRACTICE, letter, LETTER)
        assert after.get(PRACTICE, letter) == LETTER
        if not killed:
            break

    # Once there, it stays there: nothing, nothing, ... whole, whole.
    assert ended == sorted(ended)
    assert {"nothing", "whole"} == set(ended)
    assert len(ended) > 20


@pytest.mark.hazard("HZ-10")
def test_letter_is_on_the_disk_before_it_has_its_name_and_the_name_before_we_say_so(vault: Vault) -> None:
    vault.put(PRACTICE, UUID("01900000-0000-7000-8000-0000000000aa"), LETTER)
    calls: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in DISK_CALLS:
            patch.setattr(os, name, wrapped(name, getattr(os, name), lambda name, *_: calls.append(name)))
        vault.put(PRACTICE, UUID("01900000-0000-7000-8000-0000000001aa"), LETTER)

    assert calls == ["open", "write", "fsync", "link", "unlink", "open", "fsync"]


@pytest.mark.hazard("HZ-10")
def test_kill_while_a_letter_is_put_again_does_not_harm_it(vault: Vault, root: Path, key: bytes) -> None:
    letter = ids.new_id()
    vault.put(PRACTICE, letter, LETTER)

    for step in itertools.count():
        again = Vault(FolderStore(root), key)
        killed = killed_before_step(step, lambda again=again: again.put(PRACTICE, letter, LETTER))
        assert Vault(FolderStore(root), key).get(PRACTICE, letter) == LETTER
        if not killed:
            break


def test_what_a_killed_writer_left_is_swept_away_and_nothing_else(vault: Vault, root: Path) -> None:
    letter = ids.new_id()
    vault.put(PRACTICE, letter, LETTER)
    for step in range(30):
        killed_before_step(step, lambda: vault.put(PRACTICE, ids.new_id(), LETTER))
    left = [path for path in root.rglob("*") if path.name.startswith(".unfinished")]

    store = FolderStore(root)

    assert left
    assert store.sweep() == 0, "the young may still be in the making"
    assert store.sweep(timedelta(seconds=-1)) == len(left)
    assert vault.get(PRACTICE, letter) == LETTER


class FailingDisk:
    """Lets so many changes of the disk through, then fails one of them, once."""

    def __init__(self, after: int, trouble: int) -> None:
        self.left, self.trouble, self.failed = after, trouble, ""

    def __call__(self, name: str, call: Any, args: Any) -> None:
        self.left -= 1
        if self.left == -1:
            self.failed = name
            raise OSError(self.trouble, os.strerror(self.trouble))


@pytest.mark.parametrize(
    ("trouble", "told"), [(errno.ENOSPC, "full"), (errno.EDQUOT, "full"), (errno.EIO, "does not answer")]
)
@pytest.mark.hazard("HZ-10")
def test_disk_that_fails_at_any_moment_is_said_and_keeps_no_part(
    tmp_path: Path, key: bytes, trouble: int, told: str
) -> None:
    for after in itertools.count():
        root, letter, disk = tmp_path / f"{after}", ids.new_id(), FailingDisk(after, trouble)
        with pytest.MonkeyPatch.context() as patch:
            for name in DISK_CALLS:
                patch.setattr(os, name, wrapped(name, getattr(os, name), disk))
            said = put_or_reason(Vault(FolderStore(root), key), letter)
        if not disk.failed:
            break

        after_trouble = Vault(FolderStore(root), key)
        # Some calls may fail with no harm: making a folder that is there, or taking away a first name.
        assert told in said or whole_or_nothing(after_trouble, letter) == "whole"
        unfinished = [path for path in root.rglob("*") if path.name.startswith(".unfinished")]
        assert not unfinished or disk.failed == "unlink"
        whole_or_nothing(after_trouble, letter)
        after_trouble.put(PRACTICE, letter, LETTER)
        assert after_trouble.get(PRACTICE, letter) == LETTER
    assert after > 20


def put_or_reason(vault: Vault, letter: UUID) -> str:
    try:
        vault.put(PRACTICE, letter, LETTER)
    except Unavailable as trouble:
        return trouble.reason
    return ""


def test_disk_that_takes_little_at_a_time_gets_all_of_it(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, write = ids.new_id(), os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:1000]))

    vault.put(PRACTICE, letter, LETTER)

    assert vault.get(PRACTICE, letter) == LETTER


def test_vault_whose_folder_went_away_does_not_start_a_new_one(vault: Vault, root: Path) -> None:
    letter = UUID("01900000-0000-7000-8000-0000000000aa")
    vault.put(PRACTICE, letter, LETTER)
    root.rename(root.with_name("unplugged"))

    with pytest.raises(Unavailable):
        vault.put(PRACTICE, UUID("01900000-0000-7000-8000-0000000001aa"), LETTER)

    assert not root.exists()


@pytest.mark.hazard("HZ-10")
@pytest.mark.slow
def test_processes_that_want_the_first_key_at_once_get_the_same_one(tmp_path: Path, key: bytes) -> None:
    for attempt in range(20):
        root, letters = tmp_path / f"vault-{attempt}", [ids.new_id() for _ in range(AT_ONCE)]

        ends = all_at_once(lambda which, root=root, letters=letters: put_one(root, key, letters[which]))

        assert ends == [FINISHED] * AT_ONCE
        after = Vault(FolderStore(root), key)
        assert [after.get(PRACTICE, letter) == LETTER for letter in letters] == [True] * AT_ONCE
        assert len(list((root / "keys").iterdir())) == 1


@pytest.mark.slow
def test_of_processes_that_put_different_letters_under_one_id_one_wins(tmp_path: Path, key: bytes) -> None:
    for attempt in range(10):
        root, letter = tmp_path / f"vault-{attempt}", ids.new_id()

        def put_own(which: int, root: Path = root, letter: UUID = letter) -> None:
            vault, own = Vault(FolderStore(root), key), bytes([which]) * 5000
            try:
                vault.put(PRACTICE, letter, own)
            except Conflict:
                assert vault.get(PRACTICE, letter) != own
            else:
                assert vault.get(PRACTICE, letter) == own

        assert all_at_once(put_own) == [FINISHED] * AT_ONCE


def put_one(root: Path, key: bytes, letter: UUID) -> None:
    Vault(FolderStore(root), key).put(PRACTICE, letter, LETTER)


def all_at_once(work: Any) -> list[int]:
    """Start all, hold each at a pipe until all are there, then let them go together."""
    gate, opener = os.pipe()

    def wait_and_work(which: int) -> None:
        os.close(opener)
        os.read(gate, 1)  # returns when the last holder of the other end lets go
        work(which)

    children = [in_child(lambda which=which: wait_and_work(which)) for which in range(AT_ONCE)]
    os.close(gate)
    os.close(opener)
    return [outcome(child) for child in children]
