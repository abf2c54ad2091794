"""The way in as production goes it: what a fetcher or listener calls, then what a drain calls."""

from __future__ import annotations

import os
from dataclasses import dataclass
from tempfile import TemporaryFile

from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.receiving.read import read_waiting
from carepost.bench.corpus import Letter, letters
from carepost.bench.practice import Bench
from carepost.domain.tenancy import services
from carepost.ground.kernel import Actor


@dataclass(frozen=True, slots=True)
class _Spooled:
    """Where a letter stands in the spool: `size` octets from `start`."""

    number: int
    rcpt_to: str
    start: int
    size: int


class Way:
    """One worker's letters, and what it does with them.

    They lie in a file and not in memory, as a mail server has them: a worker's memory is then its own.
    """

    def __init__(self, bench: Bench, seed: int) -> None:
        self._bench, self._seed = bench, seed
        self._actor = Actor.system("intake", bench.practice_id)
        self._spool = TemporaryFile()  # noqa: SIM115  (open as long as the worker lives)
        self._letters: list[_Spooled] = []

    def prepare(self, first: int, count: int) -> None:
        """On disk before the time begins, so that nobody's flush pays for it."""
        self._spool.seek(0)
        self._spool.truncate()
        made = letters(count, self._seed, self._bench.address, self._bench.sent, first=first)
        self._letters = [self._spooled(number, letter) for number, letter in enumerate(made, start=first)]
        self._spool.flush()
        os.fsync(self._spool.fileno())

    def take_all(self, batch: int) -> int:
        """Everything prepared, stored and read; how many were read here."""
        done = 0
        for start in range(0, len(self._letters), batch):
            for letter in self._letters[start : start + batch]:
                accept(actor=self._actor, mail=self._incoming(letter))
            done += read_waiting(actor=self._actor, at_most=batch)
        while read := read_waiting(actor=self._actor, at_most=batch):
            done += read
        return done

    def parser_pid(self) -> int | None:
        return services.parser().pid

    def _spooled(self, number: int, letter: Letter) -> _Spooled:
        start = self._spool.tell()
        return _Spooled(number, letter.rcpt_to, start, self._spool.write(letter.raw))

    def _incoming(self, letter: _Spooled) -> Incoming:
        self._spool.seek(letter.start)
        return Incoming(
            mailbox_id=self._bench.mailbox_id,
            source_key=f"imap:INBOX:1:{letter.number + 1}",
            raw=self._spool.read(letter.size),
            rcpt_to=(letter.rcpt_to,),
        )
