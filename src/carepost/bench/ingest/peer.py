"""The peer: Dovecot taking the same letters by LMTP. It stores them and does nothing else with them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from carepost.bench.cpu import Meter, Span

PROGRAM = Path("/usr/sbin/dovecot")
USER = "practice@carepost.test"
LINES = 2
"""connections at once, one for each of its processes"""
PATIENCE = 20.0

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = lmtp
listen = 127.0.0.1
ssl = no
mail_location = sdbox:{folder}/mail/%n
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
mail_fsync = always
postmaster_address = postmaster@carepost.test
service lmtp {{
  process_min_avail = {lines}
  inet_listener lmtp {{
    port = {port}
  }}
}}
passdb {{
  driver = static
  args = password=made-up
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={folder}/mail/%n allow_all_users=yes
}}
"""


def why_not() -> str:
    """Why the peer cannot run here, or ""."""
    if not PROGRAM.exists():
        return "Dovecot is not installed, so there is no peer beside these figures."
    if os.geteuid() != 0:
        return "Dovecot runs with a configuration of ours as root only, so there is no peer beside these figures."
    return ""


@dataclass(slots=True)
class Peer:
    port: int
    pid: int

    def take(self, letters: Sequence[bytes]) -> tuple[Span, Span]:
        """Hand all of them over on a few lines; what it took in all, and in the server's processes alone."""
        server = Meter((self.pid,))
        shares = [letters[number::LINES] for number in range(LINES)]
        with (
            Meter((os.getpid(), self.pid)).span() as span,
            server.span() as alone,
            ThreadPoolExecutor(LINES) as pool,
        ):
            list(pool.map(self._hand_over, shares))
        return span, alone

    def _hand_over(self, letters: Sequence[bytes]) -> None:
        with (
            socket.create_connection(("127.0.0.1", self.port), PATIENCE) as line,
            line.makefile("rb") as said,
        ):
            _expect(said.readline(), b"220")
            _ask(line, said, b"LHLO bench.test\r\n")
            for raw in letters:
                # As every client that may pipeline does it (RFC 2920).
                line.sendall(
                    b"MAIL FROM:<clinic@hospital.example>\r\nRCPT TO:<%s>\r\nDATA\r\n" % USER.encode()
                )
                for code in (b"250", b"250", b"354"):
                    _expect(said.readline(), code)
                _ask(line, said, b"\r\n".join(_stuffed(raw)) + b"\r\n.\r\n")


@contextmanager
def running() -> Iterator[Peer]:
    folder = Path(tempfile.mkdtemp(prefix="carepost-peer-"))
    folder.chmod(0o755)  # its own user has to reach its mail
    (folder / "mail").mkdir()
    shutil.chown(folder / "mail", "mail", "mail")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    config = folder / "dovecot.conf"
    config.write_text(_CONFIG.format(folder=folder, port=port, lines=LINES))
    process = subprocess.Popen(
        [str(PROGRAM), "-F", "-c", str(config)], stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait(port, process)
        yield Peer(port, process.pid)
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise ConnectionError("the peer did not start")


def _stuffed(raw: bytes) -> Iterator[bytes]:
    lines = raw.replace(b"\r\n", b"\n").replace(b"\0", b"").split(b"\n")
    return (b"." + line if line.startswith(b".") else line for line in lines)


def _ask(line: socket.socket, said: object, words: bytes) -> None:
    line.sendall(words)
    while (answer := said.readline())[3:4] == b"-":  # type: ignore[attr-defined]
        continue
    _expect(answer, b"2")


def _expect(answer: bytes, code: bytes) -> None:
    if not answer.startswith(code):
        raise ConnectionError(f"the peer said {answer[:3]!r}")
