"""Mail taken and not yet handed on, kept in a folder: nothing is lost when the world is restarted."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from carepost.demo.world.files import new_id, read_record, sync_folder, write_record, write_whole


@dataclass(frozen=True, slots=True)
class Item:
    """One mail and the recipients that still wait for it. `trace` goes in front of the bytes on the way out.

    `sender` empty is the null sender. `record_id` is the journal's.
    """

    id: str
    record_id: str
    sender: str
    pending: tuple[str, ...]
    trace: str = field(repr=False, default="")


class Spool:
    """Items on disk. The JSON file is the promise: it is written after the bytes and removed before them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._lock = threading.Lock()
        self._items = {item.id: item for item in map(_read, sorted(folder.glob("*.json")))}
        for stray in set(folder.glob("*.eml")) - {self._bytes_file(id_) for id_ in self._items}:
            stray.unlink()

    def keep(
        self, *, record_id: str, sender: str, pending: tuple[str, ...], trace: bytes, raw: bytes
    ) -> Item:
        """Takes mail in; it is on disk when this returns."""
        item = Item(new_id(), record_id, sender, pending, trace.decode("ascii"))
        write_whole(self._bytes_file(item.id), raw)
        with self._lock:
            self._write(item)
        return item

    def raw(self, item: Item) -> bytes:
        """The bytes to send on: our trace line and below it what was taken in."""
        return item.trace.encode("ascii") + self._bytes_file(item.id).read_bytes()

    def settle(self, item: Item, recipient: str) -> None:
        """This recipient waits no longer. With the last one the item goes."""
        with self._lock:
            now = self._items[item.id]
            left = tuple(address for address in now.pending if address != recipient)
            if left:
                self._write(replace(now, pending=left))
            else:
                self._remove(item.id)

    def waiting(self) -> list[Item]:
        """All items not yet settled, oldest first."""
        with self._lock:
            return sorted(self._items.values(), key=lambda item: item.id)

    def _write(self, item: Item) -> None:
        write_record(self._folder / f"{item.id}.json", asdict(item))
        self._items[item.id] = item

    def _remove(self, item_id: str) -> None:
        (self._folder / f"{item_id}.json").unlink()
        sync_folder(self._folder)
        self._bytes_file(item_id).unlink()
        del self._items[item_id]

    def _bytes_file(self, item_id: str) -> Path:
        return self._folder / f"{item_id}.eml"


def _read(file: Path) -> Item:
    record = read_record(file)
    return Item(**(record | {"pending": tuple(record["pending"])}))
