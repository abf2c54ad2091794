"""What can go wrong with a mailbox, beyond one message."""

from __future__ import annotations

from collections.abc import Mapping

from carepost.engines.intake.sources.port import Cursor
from carepost.ground.kernel import Unavailable


class MailboxUnavailable(Unavailable):
    """No line to the mailbox: `reason` says which of DNS, network, certificate and sign-in failed."""


class Interrupted(Unavailable):
    """A fetch ended early. What `accept` took is taken; go on from `cursors` next time."""

    def __init__(self, reason: str, cursors: Mapping[str, Cursor]) -> None:
        super().__init__(reason)
        self.cursors = dict(cursors)
