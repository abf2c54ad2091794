from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.faults.network.place import Place, own_place
from tests.faults.storms.mail_service import mail_service
from tests.faults.storms.post_room import PostRoom


@pytest.fixture
def place() -> Iterator[Place]:
    with own_place() as found:
        yield found


@pytest.fixture
def room(committed_cast: Cast, tmp_path: Path, place: Place) -> Iterator[PostRoom]:
    """Riverside's post room, at a mail service in that place."""
    with mail_service(tmp_path, inside=place.command()) as service:
        room = PostRoom.of(committed_cast, service)
        room.enter = place.enter
        yield room
