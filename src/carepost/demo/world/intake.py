"""Taking mail in: on disk and in the log before the sender hears yes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from carepost.demo.world.files import Record
from carepost.demo.world.journal import Journal
from carepost.demo.world.relay import Relay
from carepost.demo.world.spool import Spool


class Intake:
    """What submission and inbound servers share."""

    def __init__(self, *, spool: Spool, journal: Journal, relay: Relay) -> None:
        self._spool, self._journal, self._relay = spool, journal, relay

    async def take(
        self, record: Record, *, sender: str, recipients: Sequence[str], trace: bytes, raw: bytes
    ) -> None:
        """Keeps the mail and starts carrying it. `sender` "<>" or empty is the null sender."""
        self._journal.save(record)
        item = await asyncio.to_thread(
            self._spool.keep,
            record_id=record["id"],
            sender="" if sender == "<>" else sender,
            pending=tuple(dict.fromkeys(recipients)),
            trace=trace,
            raw=raw,
        )
        self._relay.carry(item)
