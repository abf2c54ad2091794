"""`python -m carepost.demo.world`: the outside world as one process, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
from pathlib import Path

from carepost.demo.world.files import read_record
from carepost.demo.world.settings import Settings, load
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


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m carepost.demo.world", description=__doc__)
    parser.add_argument("--state", type=Path, required=True, help="folder for what is kept")
    parser.add_argument("--ports", type=Path, required=True, help="ready file: ports, accounts")
    parser.add_argument("--settings", type=Path, required=True, help="JSON file of settings")
    given = parser.parse_args()
    try:
        run(load(state=given.state, ready=given.ports, data=read_record(given.settings)))
    except OSError as error:
        parser.exit(1, f"The outside world cannot start: {error}\n")


if __name__ == "__main__":
    main()
