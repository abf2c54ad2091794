"""One mailbox as a source of mail."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

import structlog
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from carepost.engines.intake.sources.imap import watching
from carepost.engines.intake.sources.imap.connection import connected
from carepost.engines.intake.sources.imap.errors import Interrupted, MailboxUnavailable
from carepost.engines.intake.sources.imap.folders import Folder, readable
from carepost.engines.intake.sources.imap.reading import Hooks, Reading
from carepost.engines.intake.sources.imap.settings import ImapSettings
from carepost.engines.intake.sources.port import (
    AcceptFetched,
    Cursor,
    FolderNotRead,
    OnCursor,
    OnTrouble,
    Trouble,
)
from carepost.ground.kernel import Unavailable

log = structlog.get_logger()


class ImapSource:
    """Reads one mailbox. Each call opens a line of its own: fetching and watching may go on side by side."""

    def __init__(self, settings: ImapSettings) -> None:
        self._settings = settings

    def fetch_new(
        self,
        cursors: Mapping[str, Cursor],
        accept: AcceptFetched,
        *,
        on_trouble: OnTrouble | None = None,
        on_cursor: OnCursor | None = None,
    ) -> Mapping[str, Cursor]:
        """Hand every message not yet seen to `accept`, oldest first in each folder, and give the new cursors.

        A cursor goes past a message when `accept` returned, or when `on_trouble` was told that it will never
        be taken (`Refused`, too large). Any other exception leaves it in the cursor's `missed`. `Unavailable`
        from `accept` ends the fetch. `on_cursor` hears of every step, so that a crash repeats one message and
        not all. A changed UIDVALIDITY lists the folder anew: `accept` must know a message it has by its
        bytes.

        Raises MailboxUnavailable (nothing was read) or Interrupted (with the cursors so far).
        """
        reached = dict(cursors)

        def moved(folder: str, cursor: Cursor) -> None:
            reached[folder] = cursor
            if on_cursor:
                on_cursor(folder, cursor)

        try:
            with connected(self._settings) as client:
                self._read_all(client, reached, Hooks(accept, on_trouble or _logged, moved))
        except MailboxUnavailable:
            raise
        except Unavailable as error:
            raise Interrupted(error.reason, reached) from error
        except (IMAPClientError, OSError) as lost:
            reason = f"The line to {self._settings.host} was lost while reading."
            raise Interrupted(reason, reached) from lost
        return reached

    def idle(self, stop: threading.Event, on_change: Callable[[], None], *, renew: float = 120.0) -> None:
        """Call `on_change` at the start, whenever the INBOX gets mail, and every `renew` seconds, until
        `stop` is set.

        The last is for the other folders, of which no server tells, and renews the wait well under the 29
        minutes of RFC 2177. Raises MailboxUnavailable when the line goes: call again, after a pause that
        grows. What `on_change` raises comes through, but an OSError counts as the line's.
        """
        try:
            with connected(self._settings) as client:
                watching.watch(client, stop, on_change, renew)
        except (IMAPClientError, OSError) as lost:
            reason = f"The line to {self._settings.host} was lost while waiting for mail."
            raise MailboxUnavailable(reason) from lost

    def _read_all(self, client: IMAPClient, cursors: Mapping[str, Cursor], hooks: Hooks) -> None:
        for folder in readable(client):
            try:
                opened = client.select_folder(folder.name, readonly=True)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                hooks.on_trouble(FolderNotRead(folder.name, str(error)))
                continue
            cursor = _cursor_for(folder, cursors, int(opened[b"UIDVALIDITY"]))
            reading = Reading(client, folder, cursor, hooks, self._settings.size_limit)
            reading.run(int(opened[b"EXISTS"]))


def _cursor_for(folder: Folder, cursors: Mapping[str, Cursor], uidvalidity: int) -> Cursor:
    known = cursors.get(folder.name)
    if known is not None and known.uidvalidity == uidvalidity:
        return known
    return Cursor(uidvalidity, 0)


def _logged(trouble: Trouble) -> None:
    log.warning("imap.trouble", kind=type(trouble).__name__)
