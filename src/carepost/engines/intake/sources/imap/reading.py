"""Reading one open folder, message by message, so that no message can stop another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from carepost.engines.intake.sources.imap import listing
from carepost.engines.intake.sources.imap.folders import Folder
from carepost.engines.intake.sources.imap.listing import Facts
from carepost.engines.intake.sources.port import (
    AcceptFetched,
    Cursor,
    Fetched,
    NotTaken,
    OnCursor,
    OnTrouble,
    TooLarge,
)
from carepost.ground.kernel import Refused, Unavailable

_BATCH = 500
_TOO_MANY_IN_A_ROW = 3  # this is no longer one poison message: something of ours is broken


@dataclass(frozen=True, slots=True)
class Hooks:
    """Whom to tell of a message, of trouble with one, and of how far we are."""

    accept: AcceptFetched
    on_trouble: OnTrouble
    on_cursor: OnCursor


class Reading:
    """One pass over one folder, which must be open read-only."""

    def __init__(self, client: IMAPClient, folder: Folder, cursor: Cursor, hooks: Hooks, limit: int) -> None:
        self._client = client
        self._folder = folder
        self._cursor = cursor
        self._hooks = hooks
        self._limit = limit

    def run(self, exists: int) -> None:
        """Hand over what is new, then what was missed. Raises Unavailable, IMAPClientError, OSError."""
        missed_before = self._cursor.missed
        in_a_row = 0
        for uid, facts in self._described(listing.newer(self._client, exists, self._cursor.last_uid)):
            done = self._done_with(uid, facts)
            self._moved(uid, self._cursor.missed if done else (*self._cursor.missed, uid))
            in_a_row = 0 if done else in_a_row + 1
            if in_a_row >= _TOO_MANY_IN_A_ROW:
                raise Unavailable(f"{in_a_row} messages in a row could not be stored.")
        self._try_again(missed_before)

    def _try_again(self, uids: tuple[int, ...]) -> None:
        for uid, facts in self._described(list(uids)):
            if self._done_with(uid, facts):
                still = tuple(one for one in self._cursor.missed if one != uid)
                self._moved(self._cursor.last_uid, still)

    def _described(self, uids: list[int]) -> Iterator[tuple[int, Facts | None]]:
        for start in range(0, len(uids), _BATCH):
            batch = uids[start : start + _BATCH]
            facts = listing.facts(self._client, batch)
            yield from ((uid, facts.get(uid)) for uid in batch)

    def _moved(self, last_uid: int, missed: tuple[int, ...]) -> None:
        self._cursor = Cursor(self._cursor.uidvalidity, last_uid, missed)
        self._hooks.on_cursor(self._folder.name, self._cursor)

    def _done_with(self, uid: int, facts: Facts | None) -> bool:
        """Deal with one message; False if it must be tried again."""
        if facts is None:
            return True  # gone since it was listed
        if facts.size > self._limit:
            self._hooks.on_trouble(TooLarge(self._key(uid), self._folder.name, facts.size, self._limit))
            return True
        try:
            raw = listing.raw(self._client, uid)
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            return self._troubled(uid, Unavailable("The server lists this message but does not give it."))
        if raw is None:
            return False  # gone this moment, most likely: the next pass will know
        return self._accepted(uid, raw, facts)

    def _accepted(self, uid: int, raw: bytes, facts: Facts) -> bool:
        name, junk, validity = self._folder.name, self._folder.junk, self._cursor.uidvalidity
        fetched = Fetched(self._key(uid), raw, name, junk, facts.internal_date, validity, uid)
        try:
            self._hooks.accept(fetched)
        except Unavailable:
            raise
        except Refused as error:
            return self._troubled(uid, error, final=True)
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one message, the next is read
            return self._troubled(uid, error)
        return True

    def _troubled(self, uid: int, error: Exception, *, final: bool = False) -> bool:
        self._hooks.on_trouble(NotTaken(self._key(uid), self._folder.name, error, final))
        return final

    def _key(self, uid: int) -> str:
        return f"imap:{self._folder.name}:{self._cursor.uidvalidity}:{uid}"
