"""A listener, and a client that may also say what it should not."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from carepost.engines.intake.sources.lmtp import Listener
from carepost.engines.intake.sources.port import Delivered


class Client:
    """Speaks LMTP octet by octet."""

    def __init__(self, port: int) -> None:
        self._sock = socket.create_connection(("127.0.0.1", port), 10)
        self._file = self._sock.makefile("rb")
        self.greeting = self.answer()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()
        self._sock.close()

    def answer(self) -> str:
        """Read one answer; empty when the line has ended."""
        line = self._file.readline().decode()
        while line[3:4] == "-":
            line = self._file.readline().decode()
        return line.strip()

    def say(self, command: str) -> str:
        """Say one command."""
        self.send(command.encode() + b"\r\n")
        return self.answer()

    def send(self, octets: bytes) -> None:
        """Send octets as they are."""
        self._sock.sendall(octets)

    def begin(self, *recipients: str, sender: str = "clinic@hospital.example") -> list[str]:
        """Greet, and name sender and recipients; the answers to the recipients."""
        self.say("LHLO client.carepost.test")
        self.say(f"MAIL FROM:<{sender}>")
        return [self.say(f"RCPT TO:<{recipient}>") for recipient in recipients]

    def deliver(self, raw: bytes, *recipients: str, sender: str = "clinic@hospital.example") -> list[str]:
        """Hand over a message as a mail server would; the last answers."""
        good = [one for one in self.begin(*recipients, sender=sender) if one.startswith("250")]
        self.say("DATA")
        self.send((b"\r\n" + raw).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n")
        return [self.answer() for _ in good]


MakeListener = Callable[..., Listener]


@pytest.fixture
def delivered() -> list[Delivered]:
    """What came in."""
    return []


@pytest.fixture
def listen(delivered: list[Delivered]) -> Iterator[MakeListener]:
    """Start a listener: `listen(accept=..., known=...)`."""
    with ExitStack() as stack:

        def start(
            accept: Callable[[Delivered], None] | None = None, size_limit: int = 100_000_000, **options: Any
        ) -> Listener:
            listener = Listener("127.0.0.1", 0, accept or delivered.append, size_limit, **options)
            return stack.enter_context(listener)

        yield start
