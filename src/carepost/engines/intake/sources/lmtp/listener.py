"""The listener: its own loop in its own thread, with a beginning and a graceful end."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from carepost.engines.intake.sources.lmtp.handler import Handler, Known
from carepost.engines.intake.sources.lmtp.protocol import Door, Protocol
from carepost.engines.intake.sources.port import AcceptDelivered
from carepost.ground.kernel import Unavailable


class Listener:
    """Listens from `start` to `stop`.

    `accept` is called in a worker thread, for several messages at once. `known` None: every recipient is
    taken. `deadline`: seconds for one call of ours; `timeout`: seconds for one command of theirs, a whole
    message included.
    """

    def __init__(
        self,
        host: str,
        port: int,
        accept: AcceptDelivered,
        size_limit: int,
        *,
        known: Known | None = None,
        max_connections: int = 20,
        deadline: float = 120.0,
        timeout: float = 600.0,
    ) -> None:
        self._address = (host, port)
        self._size_limit = size_limit
        self._timeout = timeout
        self._pool = ThreadPoolExecutor(max_connections, thread_name_prefix="lmtp")
        self._handler = Handler(accept, known, self._pool, deadline)
        self._door = Door(max_connections)
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._main()), name="lmtp-loop", daemon=True
        )
        self._started: Future[int] = Future()
        self._stop: asyncio.Event
        self._loop: asyncio.AbstractEventLoop
        self._grace = 30.0

    @property
    def port(self) -> int:
        """The port, also when 0 was asked for."""
        return self._started.result()

    def start(self) -> None:
        """Listen. Raises Unavailable if the port is taken."""
        self._thread.start()
        try:
            self._started.result()
        except (OSError, OverflowError) as error:
            host, port = self._address
            why = getattr(error, "strerror", None) or "there is no such port"
            raise Unavailable(
                f"Cannot listen on {host} port {port}: {why}. Stop what uses it, or choose another "
                "(lmtp_host and lmtp_port)."
            ) from error

    def stop(self, grace: float = 30.0) -> None:
        """Take no new line, let messages that are coming in be answered for `grace` seconds, and end."""
        self._grace = grace
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(grace + 5)
        self._pool.shutdown(wait=False, cancel_futures=True)

    def __enter__(self) -> Listener:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def _main(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            server = await self._loop.create_server(self._line, *self._address)
        except (OSError, OverflowError) as error:
            self._started.set_exception(error)
            return
        self._started.set_result(server.sockets[0].getsockname()[1])
        await self._stop.wait()
        server.close()
        await self._drained()

    async def _drained(self) -> None:
        self._door.closing = True
        until = self._loop.time() + self._grace
        while self._door.busy and self._loop.time() < until:  # noqa: ASYNC110  # twenty lines at most to look at
            await asyncio.sleep(0.05)
        for line in tuple(self._door.open):
            line.hang_up()
        await asyncio.sleep(0)

    def _line(self) -> Protocol:
        return Protocol(self._handler, self._door, self._size_limit, self._timeout)


def serve(
    host: str,
    port: int,
    accept: AcceptDelivered,
    size_limit: int,
    *,
    stop: threading.Event,
    known: Known | None = None,
) -> None:
    """Listen until `stop` is set. Raises Unavailable if the port is taken."""
    with Listener(host, port, accept, size_limit, known=known):
        stop.wait()
