"""From nothing to a signed-in line over verified TLS. Until that stands, nothing of any mail is said."""

from __future__ import annotations

import base64
import socket
from dataclasses import dataclass

from carepost.engines.delivery.transports.port import Proof, Submission
from carepost.engines.delivery.transports.smtp.line import Line, Reply
from carepost.ground import tls
from carepost.ground.kernel import clock


class NotOpened(Exception):
    """No line could be had. `code` is the server's, if it spoke; `text` is for a person."""

    def __init__(self, text: str, code: int | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.code = code


@dataclass(frozen=True, slots=True)
class Session:
    """A line ready for mail, and what was seen of it."""

    line: Line
    host: str
    tls: tls.Seen

    def proof(self) -> Proof:
        """What stands behind a parcel handed over now."""
        return Proof(self.tls.version, self.tls.cipher, self.tls.certificate_sha256, self.host, clock.now())


def opened(to: Submission) -> Session:
    """Connect, agree TLS, sign in. Raises NotOpened."""
    line = Line(_connected(to))
    try:
        _secured(line, to)
        _signed_in(line, to)
        return Session(line, to.host, line.seen())
    except OSError as lost:
        line.drop()
        raise NotOpened(f"The line to {to.host} was lost before any mail was offered.") from lost
    except BaseException:
        line.drop()
        raise


def _connected(to: Submission) -> socket.socket:
    try:
        sock = socket.create_connection((to.host, to.port), to.timeout)
        # Without this the final dot, a small write after a large one, can wait 40 ms for nothing.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except socket.gaierror as unknown:
        raise NotOpened(f"The name {to.host} was not found in the DNS.") from unknown
    except OSError as error:
        why = error.strerror or "no answer in time"
        raise NotOpened(f"{to.host} could not be reached ({why}).") from error
    return sock


def _secured(line: Line, to: Submission) -> None:
    if to.implicit_tls:
        _handshake(line, to)
        _expect(line.reply(), 220, f"{to.host} did not welcome us")
    else:
        _expect(line.reply(), 220, f"{to.host} did not welcome us")
        _expect(line.greet(), 250, f"{to.host} refused our greeting")
        if line.offers("starttls") is None:
            raise NotOpened(f"{to.host} does not offer TLS, and nothing is sent in plain text.")
        _expect(line.ask("STARTTLS"), 220, f"{to.host} could not begin TLS")
        _handshake(line, to)
    _expect(line.greet(), 250, f"{to.host} refused our greeting")


def _handshake(line: Line, to: Submission) -> None:
    try:
        context = tls.context(to.ca_file)
    except OSError as unreadable:
        raise NotOpened("The file of trusted certificate authorities cannot be read.") from unreadable
    try:
        line.secure(context, to.host)
    except OSError as error:
        raise NotOpened(tls.why_not(error, to.host)) from error


def _signed_in(line: Line, to: Submission) -> None:
    ways = (line.offers("auth") or "").upper().split()
    if "PLAIN" in ways:
        answer = line.ask("AUTH", "PLAIN " + _base64(f"\0{to.username}\0{to.password}"))
    elif "LOGIN" in ways:
        answer = line.ask("AUTH", "LOGIN " + _base64(to.username))
        if answer.code == 334:
            answer = line.ask(_base64(to.password))
    else:
        raise NotOpened(f"{to.host} offers no way to sign in with a password.")
    _expect(answer, 235, f"{to.host} did not accept our name and password")


def _expect(reply: Reply, code: int, otherwise: str) -> None:
    if reply.code != code:
        # What is none of SMTP, as from another kind of server, has words only.
        said = reply.code if reply.code > 0 else None
        raise NotOpened(f"{otherwise} ({said or ''} {reply.text}).".replace("( ", "("), said)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
