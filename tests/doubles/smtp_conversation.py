"""One connection of the SMTP peer."""

from __future__ import annotations

import base64
import re
import socket
import ssl
import struct
import time
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from tests.doubles.smtp_peer import SmtpPeer


class HungUp(Exception):
    """The peer, or the client, ended the line."""


class Conversation:
    """Reads commands and answers as the rules say."""

    def __init__(self, sock: socket.socket, peer: SmtpPeer) -> None:
        # Else an answer may wait 40 ms for the acknowledgement of the one before.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock = sock
        self._peer = peer
        self._file: BinaryIO = sock.makefile("rb")
        self._sender: str | None = None
        self._rcpts: list[str] = []

    def run(self) -> None:
        """Talk until somebody hangs up."""
        try:
            if self._peer.rules.implicit_tls:
                self._secure()
            self._answer("greeting", "220 double.carepost.test ESMTP")
            while True:
                self._turn()
        except (HungUp, OSError, ValueError):
            pass
        finally:
            self._file.close()
            self._sock.close()

    def _turn(self) -> None:
        line = self._file.readline(4096)
        if not line.endswith(b"\r\n"):
            raise HungUp
        verb, _, rest = line[:-2].decode("ascii").partition(" ")
        verb = verb.upper()
        self._peer.commands.append(verb if verb == "AUTH" else f"{verb} {rest}".strip())
        method = getattr(self, f"_{verb.lower()}", None)
        if method is None:
            self._say("500 5.5.1 what?")
        else:
            method(rest)

    def _answer(self, point: str, good: str) -> bool:
        """Give the answer for a point; False if it was not the good one."""
        rules = self._peer.rules
        if self._peer.drops_at(point):
            self._hang_up()
        time.sleep(rules.slow.get(point, 0))
        self._say(rules.replies.get(point, good))
        return point not in rules.replies

    def _say(self, text: str) -> None:
        self._sock.sendall(text.encode() + b"\r\n")
        if text.startswith("421"):
            raise HungUp

    def _hang_up(self) -> None:
        # Zero linger makes a reset of it, as when a machine on the way dies.
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise HungUp

    def _secure(self) -> None:
        self._file.close()
        self._sock = self._peer.context.wrap_socket(self._sock, server_side=True)
        self._file = self._sock.makefile("rb")

    def _ehlo(self, _name: str) -> None:
        rules = self._peer.rules
        secure = isinstance(self._sock, ssl.SSLSocket)
        lines = ["double.carepost.test", f"SIZE {rules.size}" if rules.size else "HELP"]
        lines += ["8BITMIME"] if rules.eightbit else []
        lines += ["PIPELINING"] if rules.pipelining else []
        lines += [f"AUTH {rules.auth}"] if secure else ["STARTTLS"] if rules.starttls else []
        good = "\r\n".join([f"250-{line}" for line in lines[:-1]] + [f"250 {lines[-1]}"])
        self._answer("EHLO-TLS" if secure and not rules.implicit_tls else "EHLO", good)

    def _starttls(self, _rest: str) -> None:
        if self._answer("STARTTLS", "220 2.0.0 go ahead"):
            self._secure()

    def _auth(self, rest: str) -> None:
        mechanism, _, first = rest.partition(" ")
        if mechanism == "LOGIN":
            self._say("334 UGFzc3dvcmQ6")
            name, secret = _decoded(first), _decoded(self._file.readline().decode())
        else:
            _, name, secret = _decoded(first).split("\0")
        right = (name, secret) == (self._peer.rules.user, self._peer.rules.password)
        self._answer("AUTH", "235 2.7.0 welcome" if right else "535 5.7.8 wrong name or password")

    def _mail(self, rest: str) -> None:
        if self._answer("MAIL", "250 2.1.0 sender ok"):
            self._sender = _address(rest)
            self._rcpts = []

    def _rcpt(self, rest: str) -> None:
        address = _address(rest)
        refusal = self._peer.rules.refuse.get(address)
        if refusal:
            self._say(refusal)
        elif self._answer("RCPT", "250 2.1.5 recipient ok"):
            self._rcpts.append(address)

    def _data(self, _rest: str) -> None:
        if not self._rcpts:
            self._say("554 5.5.1 no valid recipients")
        elif self._answer("DATA", "354 go on"):
            raw = self._body()
            good = not any(point in self._peer.rules.replies for point in ("dot", "body"))
            if self._peer.drops_at("dot-untaken"):
                self._hang_up()
            if good:
                self._peer.log.take(raw, self._sender or "", tuple(self._rcpts), self._tls())
            self._answer("dot", "250 2.0.0 taken")
            self._rcpts = []

    def _body(self) -> bytes:
        lines: list[bytes] = []
        while (line := self._file.readline()) != b".\r\n":
            if not line:
                raise HungUp
            lines.append(line[1:] if line.startswith(b".") else line)
            if self._peer.drops_at("body"):
                self._hang_up()
            if len(lines) == 1 and "body" in self._peer.rules.replies:
                self._say(self._peer.rules.replies["body"])
        return b"".join(lines)

    def _rset(self, _rest: str) -> None:
        self._rcpts = []
        self._answer("RSET", "250 2.0.0 forgotten")

    def _noop(self, _rest: str) -> None:
        self._answer("NOOP", "250 2.0.0 ok")

    def _quit(self, _rest: str) -> None:
        self._say("221 2.0.0 bye")
        raise HungUp

    def _tls(self) -> tuple[str, str]:
        if not isinstance(self._sock, ssl.SSLSocket):
            return "", ""
        cipher = self._sock.cipher()
        return self._sock.version() or "", cipher[0] if cipher else ""


def _address(arguments: str) -> str:
    found = re.search(r"<([^>]*)>", arguments)
    return found[1] if found else ""


def _decoded(words: str) -> str:
    return base64.b64decode(words).decode()
