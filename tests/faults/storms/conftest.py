from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.faults.storms.mail_service import MailService, mail_service
from tests.faults.storms.post_room import PostRoom


@pytest.fixture
def service(tmp_path: Path) -> Iterator[MailService]:
    """A mail service with TLS, in a process of its own."""
    with mail_service(tmp_path) as opened:
        yield opened


@pytest.fixture
def room(committed_cast: Cast, service: MailService) -> PostRoom:
    """Riverside's post room, at that service."""
    return PostRoom.of(committed_cast, service)
