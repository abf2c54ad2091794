"""One line to a submission server: what may be asked on it and what comes back.

smtplib lends its reading and writing only. Its own verbs close, retry or raise where we must know exactly how
far the mail has come, so the dialogue is ours.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from carepost.ground import tls

_LONGEST_TEXT = 1000  # characters of a server's words that are kept


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer; `code` is -1 when it was none of SMTP."""

    code: int
    text: str

    @property
    def good(self) -> bool:
        return 200 <= self.code < 300

    @property
    def refusal(self) -> bool:
        return 400 <= self.code < 600


class Line:
    """A connected line. Every method but `drop` and `leave` raises OSError when the line is lost."""

    def __init__(self, sock: socket.socket) -> None:
        # An address literal says nothing of the practice's machines (RFC 5321 4.1.4).
        self._smtp = smtplib.SMTP(local_hostname="[127.0.0.1]")
        self._smtp.sock = sock
        self._owed = 0  # answers to come

    def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Go on over TLS; what was said in plain text but not read is dropped (RFC 3207). Raises OSError."""
        self._smtp.sock = context.wrap_socket(self._any_socket(), server_hostname=host)
        self._smtp.file = None

    def seen(self) -> tls.Seen:
        """What can be seen of the TLS of this line."""
        return tls.seen(self._socket())

    def certificate_ends(self) -> datetime | None:
        """Until when the server's certificate is good."""
        return tls.ends_at(self._socket())

    def ask(self, command: str, arguments: str = "") -> Reply:
        """Say one command and wait for its answer."""
        self.say(f"{command} {arguments}" if arguments else command)
        return self.reply()

    def say(self, *commands: str) -> None:
        """Put these commands on the wire in one flight; each has its answer to be waited for, in this order."""
        if any("\r" in command or "\n" in command for command in commands):
            raise ValueError("A command of SMTP is one line.")
        self._smtp.send("".join(f"{command}\r\n" for command in commands))
        self._owed += len(commands)

    def reply(self) -> Reply:
        """Wait for an answer."""
        code, text = self._smtp.getreply()
        self._owed = max(0, self._owed - 1)  # nobody asks for the first answer, nor for the one to the dot
        return Reply(code, _printable(text))

    def pass_over(self) -> None:
        """Wait for the answers that nobody wants any more."""
        while self._owed:
            self.reply()

    def greet(self) -> Reply:
        """Say EHLO and learn what the server offers."""
        code, text = self._smtp.ehlo()
        return Reply(code, _printable(text))

    def offers(self, extension: str) -> str | None:
        """The words behind an extension the server named, or None."""
        return self._smtp.esmtp_features.get(extension)

    def send(self, data: bytes | memoryview) -> None:
        """Put bytes on the wire, which must be TLS by now."""
        self._socket().sendall(data)

    def wait_at_most(self, seconds: float) -> None:
        """Set how long each coming answer may take."""
        self._any_socket().settimeout(seconds)

    def spoke_early(self) -> bool:
        """Has the server said something, or hung up, before it was asked?"""
        sock, file = self._any_socket(), self._smtp.file
        if file is None:
            return False
        patience = sock.gettimeout()
        sock.settimeout(0)
        try:
            return file.peek(1) is not None
        except ssl.SSLWantReadError:
            return False
        finally:
            sock.settimeout(patience)

    def drop(self) -> None:
        """Close without another word: in the middle of a body any word would be part of the mail."""
        self._smtp.close()

    def leave(self) -> None:
        """Say QUIT and close."""
        with suppress(OSError):
            self._smtp.putcmd("QUIT")
        self.drop()

    def _any_socket(self) -> socket.socket:
        if self._smtp.sock is None:
            raise ConnectionError("The line is closed.")
        return self._smtp.sock

    def _socket(self) -> ssl.SSLSocket:
        sock = self._any_socket()
        if not isinstance(sock, ssl.SSLSocket):
            raise ConnectionError("The line is in plain text.")
        return sock


def _printable(words: bytes) -> str:
    text = " ".join(words.decode("utf-8", "replace").split())
    return "".join(c for c in text if c.isprintable())[:_LONGEST_TEXT]
