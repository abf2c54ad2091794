"""One process from start to SIGTERM."""

from __future__ import annotations

import asyncio
import logging
import os
import signal

from carepost.demo.world.settings import Settings
from carepost.demo.world.web.server import serve
from carepost.demo.world.world import World


def run(settings: Settings) -> None:
    """Runs the outside world in this process until SIGTERM or SIGINT. Raises OSError if a port is taken."""
    os.umask(0o077)
    _quieten()
    asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    settings.ready.unlink(missing_ok=True)
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    world = World(settings)
    try:
        ports = await world.start()
        with serve(world, settings.ports.get("http", 0)) as http:
            world.announce(ports | {"http": http})
            await ended.wait()
    finally:
        await world.stop()
        settings.ready.unlink(missing_ok=True)


def _quieten() -> None:
    """aiosmtpd logs addresses and whole lines; a broken handshake is a switch here, not an error."""
    logging.getLogger("mail.log").setLevel(logging.CRITICAL + 1)
