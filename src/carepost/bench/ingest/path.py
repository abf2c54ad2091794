"""The way in as production goes it: what a fetcher or listener calls, then what a drain calls."""

from __future__ import annotations

from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.receiving.read import read_waiting
from carepost.bench.corpus import Letter, letters
from carepost.bench.practice import Bench
from carepost.domain.tenancy import services
from carepost.ground.kernel import Actor


class Way:
    """One worker's letters, and what it does with them."""

    def __init__(self, bench: Bench, seed: int) -> None:
        self._bench, self._seed = bench, seed
        self._actor = Actor.system("intake", bench.practice_id)
        self._letters: list[tuple[int, Letter]] = []

    def prepare(self, first: int, count: int) -> None:
        made = letters(count, self._seed, self._bench.address, self._bench.sent, first=first)
        self._letters = list(enumerate(made, start=first))

    def take_all(self, batch: int) -> int:
        """Everything prepared, stored and read; how many were read here."""
        done = 0
        for start in range(0, len(self._letters), batch):
            for number, letter in self._letters[start : start + batch]:
                accept(actor=self._actor, mail=self._incoming(number, letter))
            done += read_waiting(actor=self._actor, at_most=batch)
        while read := read_waiting(actor=self._actor, at_most=batch):
            done += read
        return done

    def parser_pid(self) -> int | None:
        return services.parser().pid

    def _incoming(self, number: int, letter: Letter) -> Incoming:
        return Incoming(
            mailbox_id=self._bench.mailbox_id,
            source_key=f"imap:INBOX:1:{number + 1}",
            raw=letter.raw,
            rcpt_to=(letter.rcpt_to,),
        )
