"""The far end, and the limit: a library that only talks SMTP, on kept lines, to the same server."""

from __future__ import annotations

import smtplib
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from carepost.demo.world.ca import Authority


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
    mail_from: str
    rcpt: str
    raw: bytes


def bare_per_s(to: Sink, letters: Sequence[Letter], lines: int) -> float:
    """Letters a second by smtplib, on as many kept lines as we use, with nothing recorded anywhere."""
    left, context = iter(letters), ssl.create_default_context(cafile=str(to.ca_file))
    threads = [threading.Thread(target=_line, args=(to, left, context)) for _ in range(lines)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(letters) / (time.perf_counter() - start)


def _line(to: Sink, left: Iterator[Letter], context: ssl.SSLContext) -> None:
    with smtplib.SMTP("localhost", to.port, local_hostname="bench.example") as client:
        client.starttls(context=context)
        client.login("bench", "made up")
        for letter in left:
            client.mail(letter.mail_from)
            client.rcpt(letter.rcpt)
            client.data(letter.raw)
