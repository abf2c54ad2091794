"""Which folders hold mail that somebody sent to the practice."""

from __future__ import annotations

from dataclasses import dataclass

from imapclient import IMAPClient

# Own mail, half-written mail, and a view of the other folders (RFC 6154). Trash is read: people delete by
# mistake.
_NOT_RECEIVED = {"\\sent", "\\drafts", "\\all"}
_NOT_A_FOLDER = {"\\noselect", "\\nonexistent"}
_JUNK = {"\\junk", "\\spam"}
# For servers that name no special use at all.
_NOT_RECEIVED_NAMES = {"sent", "sent items", "sent messages", "sent mail", "drafts", "draft", "all mail"}
JUNK_NAMES = {"junk", "junk email", "junk e-mail", "spam", "bulk mail"}


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder to read; `junk`: the server, or its name, says that its mail is unwanted."""

    name: str
    junk: bool


def readable(client: IMAPClient) -> tuple[Folder, ...]:
    """List the folders to read, INBOX first."""
    listed = [_Listed(flags, delimiter, name) for flags, delimiter, name in client.list_folders()]
    by_use = any(one.flags & (_NOT_RECEIVED | _JUNK) for one in listed)
    chosen = [Folder(one.name, one.junk) for one in listed if one.received(by_use)]
    return tuple(sorted(chosen, key=lambda folder: (folder.name.upper() != "INBOX", folder.name)))


class _Listed:
    def __init__(self, flags: tuple[bytes, ...], delimiter: bytes | None, name: str) -> None:
        self.name = name
        self.flags = {flag.decode("ascii", "replace").lower() for flag in flags}
        separator = (delimiter or b"").decode("ascii", "replace")
        self._last = (name.rsplit(separator, 1)[-1] if separator else name).casefold()

    @property
    def junk(self) -> bool:
        return bool(self.flags & _JUNK) or self._last in JUNK_NAMES

    def received(self, by_use: bool) -> bool:
        if self.flags & (_NOT_A_FOLDER | _NOT_RECEIVED):
            return False
        return by_use or self._last not in _NOT_RECEIVED_NAMES
