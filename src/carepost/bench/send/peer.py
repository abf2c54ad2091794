"""The far end, and the limit: a library that only talks SMTP, on kept lines, to the same server."""

from __future__ import annotations

import os
import smtplib
import ssl
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from carepost.demo.world.ca import Authority
from carepost.ground.kernel import Unavailable


@dataclass(frozen=True, slots=True)
class Sink:
    """A server in a process of its own; `ca_file` is what its clients trust."""

    port: int
    pid: int
    ca_file: Path
    log: Path

    def taken(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(line.split()[0] for line in self.log.read_text().splitlines())


@contextmanager
def sink(folder: Path) -> Iterator[Sink]:
    """Open until the block ends."""
    authority = Authority(folder)
    authority.server("sink", "localhost")
    log = folder / "taken.log"
    log.touch()
    command = [sys.executable, "-m", "carepost.bench.send.sink", str(folder / "sink.pem"), str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None  # noqa: S101  (asked for, one line up)
            yield Sink(int(process.stdout.readline()), process.pid, authority.file, log)
        finally:
            process.kill()


@dataclass(frozen=True, slots=True)
class Letter:
    message_id: str
    mail_from: str
    rcpts: tuple[str, ...]
    raw: bytes


Keep = Callable[[str], None]
"""called before the body and after the answer to it"""


@dataclass(frozen=True, slots=True)
class Bare:
    """smtplib on as many kept lines as we use, each in a thread: the same transaction, with nothing but the wire."""

    to: Sink
    lines: int

    def per_s(self, letters: Sequence[Letter]) -> float:
        """Letters a second, with nothing recorded anywhere."""
        return self._per_s(letters, [lambda _: None] * self.lines)

    def recording_per_s(self, letters: Sequence[Letter], folder: Path) -> float:
        """The same with two words a letter forced to disk: before the body, and after its answer.

        Less than that cannot tell after a crash what may have left, whatever keeps the words.
        """
        with ExitStack() as stack:
            return self._per_s(
                letters, [stack.enter_context(_kept(folder / f"{n}")) for n in range(self.lines)]
            )

    def _per_s(self, letters: Sequence[Letter], keeps: Sequence[Keep]) -> float:
        left, context = iter(letters), ssl.create_default_context(cafile=str(self.to.ca_file))
        before, start = self.to.taken(), time.perf_counter()
        with ThreadPoolExecutor(self.lines) as pool:
            for done in [pool.submit(_line, self.to, left, context, keep) for keep in keeps]:
                done.result()
        seconds = time.perf_counter() - start
        if self.to.taken() - before != Counter(letter.message_id for letter in letters):
            raise Unavailable("The bare client did not hand over what it was given, each letter once.")
        return len(letters) / seconds


@contextmanager
def _kept(file: Path) -> Iterator[Keep]:
    log = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def keep(word: str) -> None:
        os.write(log, word.encode())
        os.fdatasync(log)

    try:
        yield keep
    finally:
        os.close(log)


def _line(to: Sink, left: Iterator[Letter], context: ssl.SSLContext, keep: Keep) -> None:
    with smtplib.SMTP("localhost", to.port, local_hostname="bench.example") as client:
        client.starttls(context=context)
        client.login("bench", "made up")
        for letter in left:
            _expect(client.mail(letter.mail_from, [f"SIZE={len(letter.raw)}"]))
            for rcpt in letter.rcpts:
                _expect(client.rcpt(rcpt))
            keep(f"{letter.message_id} may have left\n")
            _expect(client.data(letter.raw))
            keep(f"{letter.message_id} has left\n")


def _expect(reply: tuple[int, bytes]) -> None:
    if reply[0] != 250:
        raise Unavailable("The far end refused the bare client.")
