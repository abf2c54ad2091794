"""The made-up past: how seeded letters left and what was answered, played through the real verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime

from carepost.demo.cast.people import Outside
from carepost.engines.delivery.models import Envelope
from carepost.engines.delivery.transports.port import (
    Accepted,
    Outcome,
    Parcel,
    Permanent,
    Proof,
    Temporary,
    Uncertain,
)
from carepost.ground.kernel import clock, new_id

HOST = "send.nhsmail.example"


class PastTransport:
    """A way out for what is said to have been sent before the demo began. `ends` is how it ended."""

    def __init__(self, ends: str = "accepted") -> None:
        self._ends = ends

    def deliver(self, parcel: Parcel, before_dot: Callable[[Proof], None]) -> Outcome:
        proof = Proof("TLSv1.3", "TLS_AES_256_GCM_SHA384", "00" * 32, HOST, clock.now())
        match self._ends:
            case "refused":
                return Permanent(550, "5.1.1 This address is not known here.", proof)
            case "waiting":
                return Temporary(451, "4.3.0 The mail service asked us to try again later.", proof)
        before_dot(proof)
        if self._ends == "uncertain":
            return Uncertain("The line was lost just after the end of the message.", proof)
        return Accepted(250, "2.0.0 Ok: queued", proof, loopback=True)

    def close(self) -> None:
        """Nothing is open."""


def answer(envelope: Envelope, sender: Outside, text: str, mailbox: str) -> tuple[bytes, str]:
    """A reply as the other side's mail program would write it, and the address it is delivered to."""
    local, _, domain = mailbox.partition("@")
    reply_to = f"{local}+{envelope.token}@{domain}"
    reference = envelope.mime_message_id
    return mail(
        sender, reply_to, "Re: your message", text, (f"In-Reply-To: {reference}", f"References: {reference}")
    ), reply_to


def mail(sender: Outside, to: str, subject: str, text: str, more: tuple[str, ...] = ()) -> bytes:
    now, domain = clock.now(), sender.address.partition("@")[2]
    lines = (
        f"Received: from mx.{domain} by mx.nhsmail.example with ESMTPS; {format_datetime(now)}",
        f"From: {sender.name} <{sender.address}>",
        f"To: {to}",
        f"Subject: {subject}",
        f"Date: {format_datetime(now - timedelta(seconds=20))}",
        f"Message-ID: <{new_id()}@{domain}>",
        *more,
        "MIME-Version: 1.0",
        *(
            ()
            if any(line.startswith("Content-Type") for line in more)
            else ("Content-Type: text/plain; charset=utf-8",)
        ),
        "",
        text.replace("\n", "\r\n"),
        "",
    )
    return "\r\n".join(lines).encode()
