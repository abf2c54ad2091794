"""The lines in use towards other servers."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Lines:
    """The lines in use, so that stopping need not wait for a far end that hangs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: set[smtplib.SMTP] = set()

    @contextmanager
    def kept(self, line: smtplib.SMTP) -> Iterator[smtplib.SMTP]:
        """The line, known to us while in use and closed afterwards."""
        with self._lock:
            self._open.add(line)
        try:
            yield line
            with contextlib.suppress(smtplib.SMTPException, OSError):
                line.quit()
        finally:
            with self._lock:
                self._open.discard(line)
            line.close()

    def cut(self) -> None:
        """Ends all lines; whoever waits on one gets an error at once."""
        with self._lock:
            for line in self._open:
                if line.sock is not None:
                    with contextlib.suppress(OSError):
                        line.sock.shutdown(socket.SHUT_RDWR)
