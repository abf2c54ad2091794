"""The mail service of the kill tests: a real TLS peer in a process of its own, whose log is the oracle.

    python -m tests.faults.storms.mail_service FOLDER CHAIN KEY RULES.json

prints its port; each line on its standard input is answered once nobody is talking to it any more.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from carepost.engines.delivery.transports.port import Submission
from carepost.engines.delivery.transports.smtp import SmtpTransport
from tests.doubles.certificates import Authority, Certificate
from tests.doubles.smtp_log import AcceptedLog, Taken
from tests.doubles.smtp_peer import SmtpPeer
from tests.doubles.smtp_rules import Rules

ROOT = Path(__file__).parents[3]
COPY_TAKES = 0.02
"""seconds until the service has brought our own copy to our mailbox"""


@dataclass
class MailService:
    """What the tests know of it: its address, its log, and which of our own copies it has brought."""

    port: int
    trusted: Path
    log: AcceptedLog
    process: subprocess.Popen[str]
    brought: set[int] = field(default_factory=set)

    def transport(self, port: int | None = None, patience: float = 20) -> SmtpTransport:
        """A line to it, or to what stands at this port in its place; `patience`: seconds for each answer."""
        rules = Rules()
        to = Submission(
            "localhost",
            port or self.port,
            rules.user,
            rules.password,
            self.trusted,
            patience,
            final_timeout=patience,
        )
        return SmtpTransport(to)

    def settle_down(self) -> None:
        """Return when it has read to the end whatever killed processes had written."""
        words: tuple[IO[str] | None, IO[str] | None] = self.process.stdin, self.process.stdout
        asked, answered = words
        assert asked is not None
        assert answered is not None
        asked.write("quiet?\n")
        asked.flush()
        assert answered.readline() == "quiet\n"

    def copies(self, ours: str, of: set[str]) -> Iterator[tuple[str, bytes]]:
        """Each copy of these Message-IDs for our mailbox not brought yet: (recipient, bytes as brought)."""
        self.settle_down()
        time.sleep(COPY_TAKES)
        for taken in self.log.messages():
            if taken.message_id in of and taken.number not in self.brought:
                self.brought.add(taken.number)
                yield from ((rcpt, self._received(taken)) for rcpt in taken.rcpts if _is(rcpt, ours))

    def _received(self, taken: Taken) -> bytes:
        return f"Received: by double.carepost.test id {taken.number}\r\n".encode() + self.log.raw(taken)


@contextmanager
def mail_service(
    folder: Path, rules: Rules | None = None, *, inside: Sequence[str] = ()
) -> Iterator[MailService]:
    """Open for business until the block ends. `inside`: what stands before its command."""
    authority = Authority(folder / "authority")
    good, table = authority.issue("good"), folder / "rules.json"
    (rules or Rules()).write(table)
    command = [*inside, sys.executable, "-m", __name__, folder / "log", good.chain, good.key, table]
    process = subprocess.Popen(
        list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with process:
        assert process.stdout is not None
        yield MailService(
            int(process.stdout.readline()), authority.file, AcceptedLog(folder / "log"), process
        )
        process.kill()


def main() -> None:
    """Serve as a process of its own, until killed."""
    folder, chain, key, table = (Path(word) for word in sys.argv[1:5])
    with SmtpPeer(folder, Certificate(chain, key), Rules.read(table)) as peer:
        idle = threading.active_count()
        print(peer.port, flush=True)
        for _ in sys.stdin:
            time.sleep(0.05)  # a line that was begun is taken up within 0.02 s
            while threading.active_count() > idle:
                time.sleep(0.005)
            print("quiet", flush=True)


def _is(recipient: str, ours: str) -> bool:
    local, _, domain = recipient.partition("@")
    return f"{local.partition('+')[0]}@{domain}" == ours


if __name__ == "__main__":
    main()
