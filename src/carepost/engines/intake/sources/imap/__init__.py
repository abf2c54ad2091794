"""In by IMAP: the mailbox is read and never changed; nothing in it is marked as read."""

from __future__ import annotations

from carepost.engines.intake.sources.imap.errors import Interrupted, MailboxUnavailable
from carepost.engines.intake.sources.imap.settings import ImapSettings
from carepost.engines.intake.sources.imap.source import ImapSource

__all__ = ["ImapSettings", "ImapSource", "Interrupted", "MailboxUnavailable"]
