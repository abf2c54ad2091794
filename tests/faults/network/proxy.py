"""A bad wire: a proxy that passes bytes both ways and does one harm at one byte of each line."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Literal

Way = Literal["out", "back"]
OTHER: dict[Way, Way] = {"out": "back", "back": "out"}


@dataclass(frozen=True)
class Harm:
    """What happens after `at` bytes have passed on this way: "out" is from who connected, "back" to them.

    cut: both ways end. half-close: this way ends. stall: nothing more passes this way, and nobody is told.
    corrupt: the next byte has all its bits turned. delay: each piece waits `seconds` first, from there on.
    """

    kind: Literal["cut", "half-close", "stall", "corrupt", "delay"]
    way: Way
    at: int
    seconds: float = 0.0


class Proxy:
    """Between whoever connects to `port` and `to`, an address or the path of a Unix socket.

    `passed`: the bytes of each way that went on, of all lines together.
    """

    def __init__(self, to: tuple[str, int] | str, harm: Harm | None = None) -> None:
        self._to = to
        self._harm = harm
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.passed: dict[Way, bytearray] = {"out": bytearray(), "back": bytearray()}
        self.port = int(self._door.getsockname()[1])

    def __enter__(self) -> Proxy:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A thread that waits in accept keeps a closed socket listening, so it is shut down first.
        _end(self._door, *self._open)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                self._put_through(caller)

    def _put_through(self, caller: socket.socket) -> None:
        family = socket.AF_UNIX if isinstance(self._to, str) else socket.AF_INET
        called = socket.socket(family)
        called.connect(self._to)
        self._open += [caller, called]
        for one in (caller, called):
            with suppress(OSError):  # a Unix socket has none
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ways: list[tuple[Way, socket.socket, socket.socket]] = [
            ("out", caller, called),
            ("back", called, caller),
        ]
        for way in ways:
            threading.Thread(target=self._pass_on, args=way, daemon=True).start()

    def _pass_on(self, way: Way, source: socket.socket, target: socket.socket) -> None:
        harm = self._harm if self._harm and self._harm.way == way else None
        count = 0
        with suppress(OSError):
            while data := source.recv(65536):
                whole = harm is None or count + len(data) <= harm.at
                if whole or harm is None:
                    self._send(way, target, data)
                elif not self._harmed(harm, max(0, harm.at - count), data, source, target):
                    return
                count += len(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def _harmed(
        self, harm: Harm, left: int, data: bytes, source: socket.socket, target: socket.socket
    ) -> bool:
        """Do it, `left` bytes into these; whether this way goes on."""
        if harm.kind == "delay":
            time.sleep(harm.seconds)
            self._send(harm.way, target, data)
            return True
        self._send(harm.way, target, data[:left])
        if harm.kind == "corrupt":
            turned = bytes([data[left] ^ 0xFF]) if left < len(data) else b""
            self._harm = None
            self._send(harm.way, target, turned + data[left + 1 :])
            self._rest(harm.way, source, target)
        elif harm.kind == "half-close":
            target.shutdown(socket.SHUT_WR)
        elif harm.kind == "cut":
            _end(source, target)
        return False

    def _rest(self, way: Way, source: socket.socket, target: socket.socket) -> None:
        while data := source.recv(65536):
            self._send(way, target, data)
        target.shutdown(socket.SHUT_WR)

    def _send(self, way: Way, target: socket.socket, data: bytes) -> None:
        self.passed[way] += data
        target.sendall(data)


def _end(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
