"""A submission server that does what its rules say, on a real socket with real TLS.

It is written on plain sockets and not on a server library, so that it can hang up after any octet, and so
that what it logs is what came over the wire. As a process of its own:

    python -m tests.doubles.smtp_peer FOLDER CHAIN KEY [RULES.json]      (prints its port, serves until
    killed)
"""

from __future__ import annotations

import socketserver
import sys
import threading
from pathlib import Path
from types import TracebackType

from tests.doubles.certificates import Certificate
from tests.doubles.smtp_conversation import Conversation
from tests.doubles.smtp_log import AcceptedLog
from tests.doubles.smtp_rules import Rules


class SmtpPeer:
    """The server. `commands`: the lines it was told, but bodies and secrets; `log`: what it accepted."""

    def __init__(self, folder: Path, certificate: Certificate, rules: Rules | None = None) -> None:
        self.rules = rules or Rules()
        self.log = AcceptedLog(folder)
        self.commands: list[str] = []
        self.connections = 0
        self.context = certificate.context()
        self._server = _Server(("127.0.0.1", 0), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def port(self) -> int:
        """Where it listens, on 127.0.0.1."""
        return int(self._server.server_address[1])

    def __enter__(self) -> SmtpPeer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def drops_at(self, point: str) -> bool:
        """Should the line go now? Counts down."""
        if self.rules.drop != point or self.rules.drops == 0:
            return False
        self.rules.drops -= 1
        return True


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], peer: SmtpPeer) -> None:
        self.peer = peer
        super().__init__(address, _Handler)


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, _Server)
        self.server.peer.connections += 1
        Conversation(self.request, self.server.peer).run()


def main() -> None:
    """Serve as a process of its own."""
    folder, chain, key = (Path(word) for word in sys.argv[1:4])
    rules = Rules.read(Path(sys.argv[4])) if len(sys.argv) > 4 else Rules()
    with SmtpPeer(folder, Certificate(chain, key), rules) as peer:
        print(peer.port, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
