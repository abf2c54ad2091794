"""Handing one mail to one recipient's server: SMTP with verified STARTTLS, or LMTP on this machine."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from carepost.demo.world.lines import Lines
from carepost.demo.world.trace import CLEAR, TlsSeen

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of it. `ok` None: not now, try again. `code` None: no answer was had."""

    ok: bool | None
    code: int | None
    reply: str
    tls: TlsSeen = CLEAR


class NamedSMTP(smtplib.SMTP):
    """Speaks to a port of this machine, and asks its certificate for the name others know it by."""

    def __init__(self, name: str, helo: str) -> None:
        super().__init__(local_hostname=helo, timeout=CONNECT_SECONDS)
        self._host = name  # what the standard library's STARTTLS checks the certificate for

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", port), timeout)


@dataclass(frozen=True, slots=True)
class Smtp:
    """A server known by `host`, on a port of this machine. Never without verified TLS."""

    host: str
    port: int
    helo: str
    context: ssl.SSLContext
    lines: Lines

    def hand(self, sender: str, recipient: str, raw: bytes) -> Handed:
        """One mail to one recipient. Never raises for what the far end did."""
        return _outcome(lambda: self._hand(sender, recipient, raw))

    def _hand(self, sender: str, recipient: str, raw: bytes) -> Handed:
        line = NamedSMTP(self.host, self.helo)
        with self.lines.kept(line):
            line.connect(self.host, self.port)
            line.starttls(context=self.context)
            line.ehlo()
            tls = _seen(line.sock)
            _wait_for_answers(line)
            return _transact(line, sender, recipient, raw, tls)


@dataclass(frozen=True, slots=True)
class Lmtp:
    """Carepost's listener."""

    host: str
    port: int
    helo: str
    lines: Lines

    def hand(self, sender: str, recipient: str, raw: bytes) -> Handed:
        """One mail to one recipient. Never raises for what the far end did."""
        return _outcome(lambda: self._hand(sender, recipient, raw))

    def _hand(self, sender: str, recipient: str, raw: bytes) -> Handed:
        line = smtplib.LMTP(local_hostname=self.helo, timeout=CONNECT_SECONDS)
        with self.lines.kept(line):
            line.connect(self.host, self.port)
            line.ehlo()
            _wait_for_answers(line)
            return _transact(line, sender, recipient, raw, CLEAR)


def _transact(line: smtplib.SMTP, sender: str, recipient: str, raw: bytes, tls: TlsSeen) -> Handed:
    options = ["body=8bitmime"] if max(raw, default=0) > 127 and line.has_extn("8bitmime") else []
    steps: tuple[Callable[[], tuple[int, bytes]], ...] = (
        lambda: line.mail(sender, options),
        lambda: line.rcpt(recipient),
        lambda: line.data(raw),
    )
    for step in steps:
        code, reply = step()
        if code >= 400:
            break
    return Handed(_meaning(code), code, reply.decode("utf-8", "replace"), tls)


def _outcome(hand: Callable[[], Handed]) -> Handed:
    try:
        return hand()
    except smtplib.SMTPResponseException as error:
        reply = error.smtp_error
        text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
        return Handed(_meaning(error.smtp_code), error.smtp_code, text)
    except (smtplib.SMTPException, OSError) as error:
        # No answer, no STARTTLS or a wrong certificate: the mail waits, it never goes in the clear.
        return Handed(None, None, _in_words(error))


def _in_words(error: Exception) -> str:
    match error:
        case ConnectionRefusedError():
            return "Nobody answers at that port."
        case TimeoutError():
            return "It took too long to answer."
        case smtplib.SMTPServerDisconnected() | ConnectionError():
            return "The line was dropped."
        case smtplib.SMTPNotSupportedError():
            return "It offers no encryption."
        case ssl.SSLError():
            return f"No encrypted line could be agreed ({error.reason})."
        case _:
            return "The line failed."


def _meaning(code: int) -> bool | None:
    if 200 <= code < 300:
        return True
    return False if 500 <= code < 600 else None


def _wait_for_answers(line: smtplib.SMTP) -> None:
    if line.sock is not None:
        line.sock.settimeout(ANSWER_SECONDS)


def _seen(sock: socket.socket | None) -> TlsSeen:
    if not isinstance(sock, ssl.SSLSocket):
        return CLEAR
    return TlsSeen(sock.version() or "", (sock.cipher() or ("",))[0])
