"""The stand-in's log: one record a transaction, with what it answered and what became of it."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

from carepost.demo.world.files import Record, append_record, new_id, read_records


def now_text() -> str:
    """The time now, UTC, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Journal:
    """Records by id, newest last. A record is saved again whenever something more is known."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._records = {record["id"]: record for record in read_records(file)}
        # Pages read from another thread while a record still grows, so they get it as it was last saved.
        self._saved = {id_: json.dumps(record) for id_, record in self._records.items()}

    def open(self, kind: str, **facts: object) -> Record:
        """A new record, not yet saved. `kind` is submission, inbound or report."""
        blank = dict.fromkeys(
            ("account", "helo", "tls", "mail_from", "message_id", "sha256", "size", "result")
        )
        return (
            {"id": new_id(), "kind": kind, "at": now_text(), "recipients": [], "onward": []} | blank | facts
        )

    def save(self, record: Record) -> None:
        """Keeps the record as it now is."""
        with self._lock:
            self._records[record["id"]] = record
            self._saved[record["id"]] = json.dumps(record)
            append_record(self._file, record)

    def add_onward(self, record_id: str, **facts: object) -> None:
        """Notes what became of the mail further on."""
        record = self._records.get(record_id)
        if record is not None:
            record["onward"].append({"at": now_text()} | facts)
            self.save(record)

    def all(self, kind: str | None = None) -> list[Record]:
        """The records, oldest first."""
        with self._lock:
            records = [json.loads(text) for text in self._saved.values()]
        return [record for record in records if kind in (None, record["kind"])]
