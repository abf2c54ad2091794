from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.world.listener import Listener
from tests.integration.world.outside import CARDIOLOGY, SERVICE, Outside

LETTER = (
    "From: Dr Alice Adeyemi via Riverside Surgery <riverside@nhs-demo.example>\r\n"
    "To: cardiology.advice@northside.example\r\n"
    "Reply-To: riverside+k7token@nhs-demo.example\r\n"
    "Subject: Advice wanted\r\n"
    "Message-ID: <k7token-of-forty-letters-abcdefghijklmnop@nhs-demo.example>\r\n"
    "MIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b1"\r\n'
    "\r\n"
    "--b1\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    "\r\n"
    "Palpitations since May.\r\n"
    "..two dots at the start, trailing spaces  \r\n"
    "Gr\u00fc\u00dfe\r\n"
    "--b1\r\n"
    'Content-Type: application/pdf; name="ecg.pdf"\r\n'
    'Content-Disposition: attachment; filename="ecg.pdf"\r\n'
    "Content-Transfer-Encoding: base64\r\n"
    "\r\n"
    "JVBERi0xLjQK\r\n"
    "--b1--\r\n"
).encode()


@pytest.fixture
def letter() -> bytes:
    return LETTER


@pytest.fixture
def lmtp_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def listener(lmtp_port: int) -> Iterator[Listener]:
    listener = Listener(lmtp_port)
    listener.start()
    yield listener
    listener.stop(no_assert=True)


@pytest.fixture
def world(tmp_path: Path, lmtp_port: int) -> Iterator[Outside]:
    """The outside world; it must end quietly when told to."""
    outside = Outside(tmp_path, lmtp_port)
    yield outside
    assert outside.stop() in (0, -9), outside.output()
    assert outside.output() == ""


@pytest.fixture
def sent(world: Outside, letter: bytes) -> dict[str, object]:
    """A letter from the practice, as the hospital received it."""
    world.submit(letter, CARDIOLOGY)
    return world.received("northside", 1)[0]


@pytest.fixture
def service() -> str:
    return SERVICE
