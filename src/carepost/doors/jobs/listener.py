"""The listener process: mail handed over by LMTP, answered 250 only for what is stored."""

from __future__ import annotations

import hashlib
import threading
import time

from django.db import close_old_connections

from carepost.actions.mailboxes.lines import by_identity
from carepost.actions.receiving.accept import Incoming, accept
from carepost.domain.organisations.models import ServiceMailbox
from carepost.doors.jobs.pulse import counted
from carepost.engines.intake.sources.lmtp import Listener
from carepost.engines.intake.sources.port import Delivered
from carepost.ground.kernel import Actor, EmailAddress, Refused

LARGEST = 150_000_000
"""octets; NHSmail itself takes 35 MB"""
KNOWN_FOR = 30.0
"""seconds for which the list of mailboxes is believed"""
UNKNOWN_FOR = 3.0
"""seconds before it is asked again for an address that is not on it: strangers may try many"""


class Mailboxes:
    """Whose mailbox a recipient is, asked of the database now and then."""

    def __init__(self) -> None:
        self._known: dict[str, ServiceMailbox] = {}
        self._read_at = -KNOWN_FOR  # so that the first look asks
        self._reading = threading.Lock()

    def find(self, recipient: str) -> ServiceMailbox | None:
        try:
            identity = EmailAddress.parse(recipient).identity
        except Refused:
            return None
        with self._reading:
            age = time.monotonic() - self._read_at
            if age > (KNOWN_FOR if identity in self._known else UNKNOWN_FOR):
                close_old_connections()
                self._known, self._read_at = by_identity(), time.monotonic()
        return self._known.get(identity)


def listener(host: str, port: int) -> Listener:
    mailboxes = Mailboxes()

    def known(recipient: str) -> bool:
        return mailboxes.find(recipient) is not None

    return Listener(host, port, lambda mail: take(mailboxes, mail), LARGEST, known=known)


def take(mailboxes: Mailboxes, mail: Delivered) -> None:
    """Store it for each mailbox among its recipients. Handing the same over again changes nothing."""
    # Each thread has a line of its own to the database, which may have been started anew since it was last used.
    close_old_connections()
    found = {m.id: m for m in (mailboxes.find(recipient) for recipient in mail.rcpt_to) if m is not None}
    if not found:
        raise Refused("None of the recipients is a mailbox of this service.")
    digest = hashlib.sha256(mail.raw).hexdigest()
    for mailbox in found.values():
        incoming = Incoming(
            mailbox_id=mailbox.id,
            source_key=f"lmtp:{digest}",
            raw=mail.raw,
            mail_from=mail.mail_from,
            rcpt_to=mail.rcpt_to,
        )
        accept(actor=Actor.system("intake", mailbox.practice_id), mail=incoming)
        counted["mail_taken"] += 1
