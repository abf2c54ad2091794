from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carepost.domain.tenancy import services
from tests.cast import Cast, make_cast
from tests.faults.disk.small_disk import Disk, small_disk
from tests.faults.storms.letter_box import LetterBox
from tests.faults.storms.mail_service import mail_service
from tests.faults.storms.post_room import PostRoom


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """A small disk, on which the vault of this test is."""
    with small_disk(tmp_path / "disk", megabytes=4) as found:
        store = services.vault()._store
        monkeypatch.setattr(store, "root", found.folder / "vault")
        monkeypatch.setattr(store, "_settled", set())
        yield found


@pytest.fixture
def cast_on(disk: Disk, transactional_db: None) -> Cast:
    """The cast, with their keys on that disk."""
    return make_cast()


@pytest.fixture
def room(cast_on: Cast, tmp_path: Path) -> Iterator[PostRoom]:
    with mail_service(tmp_path) as service:
        yield PostRoom.of(cast_on, service)


@pytest.fixture
def box(room: PostRoom) -> LetterBox:
    return LetterBox.of(room)
