"""Carrying waiting mail on: to Carepost by LMTP, to the organisations by SMTP, for as long as it takes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from carepost.demo.world import dsn
from carepost.demo.world.addresses import AddressBook
from carepost.demo.world.client import Handed
from carepost.demo.world.journal import Journal
from carepost.demo.world.spool import Item, Spool
from carepost.demo.world.trace import facts_of

log = logging.getLogger(__name__)
LISTENER = "carepost"
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 3.0  # seconds; a demo's visitor will not wait the hours a real relay may


class Route(Protocol):
    """A way to a server."""

    @property
    def host(self) -> str:
        """The server's name."""

    def hand(self, sender: str, recipient: str, raw: bytes) -> Handed:
        """One mail to one recipient. Never raises for what the far end did."""


class Relay:
    """One task per waiting recipient. A route that hangs holds up no other route."""

    def __init__(self, *, book: AddressBook, spool: Spool, journal: Journal) -> None:
        self._book, self._spool, self._journal = book, spool, journal
        self._routes: Mapping[str, Route] = {}
        self._hands: Mapping[str, ThreadPoolExecutor] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.troubles: dict[str, str] = {}

    def start(self, routes: Mapping[str, Route]) -> None:
        """Takes up what waits. Routes by box name, and LISTENER for Carepost."""
        self._routes = routes
        self._hands = {name: ThreadPoolExecutor(4, thread_name_prefix=name) for name in routes}
        for item in self._spool.waiting():
            self.carry(item)

    def stop(self) -> None:
        """Stops trying. What waits stays in the spool."""
        for task in self._tasks:
            task.cancel()
        for hands in self._hands.values():
            hands.shutdown(wait=False, cancel_futures=True)

    def carry(self, item: Item) -> None:
        """Starts carrying an item that is in the spool."""
        for recipient in item.pending:
            task = asyncio.get_running_loop().create_task(self._carry(item, recipient))
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    async def _carry(self, item: Item, recipient: str) -> None:
        for pause in _pauses():
            handed = await self._try(item, recipient)
            if handed.ok is not None:
                break
            self.troubles[item.id] = handed.reply
            await asyncio.sleep(pause)
        self._note(item, recipient, handed)
        if handed.ok is False:
            self._report(item, recipient, handed)
        self._spool.settle(item, recipient)
        self.troubles.pop(item.id, None)

    async def _try(self, item: Item, recipient: str) -> Handed:
        name = self._route_name(recipient)
        if name is None:
            return Handed(False, 550, "5.1.2 There is no such domain in this demo")
        raw = await asyncio.to_thread(self._spool.raw, item)
        hand = self._routes[name].hand
        return await asyncio.get_running_loop().run_in_executor(
            self._hands[name], hand, item.sender, recipient, raw
        )

    def _report(self, item: Item, recipient: str, handed: Handed) -> None:
        if not item.sender:
            # A report about a report would never end (RFC 5321, 4.5.5). The journal has it.
            return
        name = self._route_name(recipient)
        remote = self._routes[name].host if name else recipient.rpartition("@")[2]
        failure = dsn.Failure(recipient, remote, handed)
        raw = dsn.report(sender=item.sender, failure=failure, raw=self._spool.raw(item))
        recipients = [{"address": item.sender, "code": 250, "reply": "OK"}]
        record = self._journal.open(
            "report", mail_from="", about=item.record_id, recipients=recipients, **facts_of(raw)
        )
        self._journal.save(record)
        kept = self._spool.keep(record_id=record["id"], sender="", pending=(item.sender,), trace=b"", raw=raw)
        self.carry(kept)

    def _note(self, item: Item, recipient: str, handed: Handed) -> None:
        self._journal.add_onward(
            item.record_id,
            recipient=recipient,
            to=self._route_name(recipient) or "nowhere",
            ok=bool(handed.ok),
            code=handed.code,
            reply=handed.reply,
            tls=handed.tls.as_json(),
        )

    def _route_name(self, recipient: str) -> str | None:
        if self._book.is_ours(recipient):
            return LISTENER
        peer = self._book.peer(recipient)
        return peer.box if peer else None

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("world.relay.broke", exc_info=error)


def _pauses() -> Iterator[float]:
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE)
