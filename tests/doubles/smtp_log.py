"""What a peer accepted: one line a message, only ever added to, on disk before the client hears 250."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path


@dataclass(frozen=True)
class Taken:
    """One accepted message. `number` names its bytes in the folder: `<number>.eml`."""

    number: int
    message_id: str
    sha256: str
    octets: int
    mail_from: str
    rcpts: tuple[str, ...]
    tls: str
    cipher: str
    at: str


class AcceptedLog:
    """The oracle of the kill tests."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._path = folder / "accepted.jsonl"
        self._lock = threading.Lock()
        self._count = len(self.messages())

    def take(self, raw: bytes, mail_from: str, rcpts: tuple[str, ...], tls: tuple[str, str]) -> None:
        """Keep a message for good."""
        with self._lock:
            self._count = number = self._count + 1
            (self.folder / f"{number}.eml").write_bytes(raw)
            message_id = str(message_from_bytes(raw[:65536]).get("Message-ID", ""))
            taken = Taken(
                number=number,
                message_id=message_id.strip(),
                sha256=hashlib.sha256(raw).hexdigest(),
                octets=len(raw),
                mail_from=mail_from,
                rcpts=rcpts,
                tls=tls[0],
                cipher=tls[1],
                at=datetime.now(UTC).isoformat(),
            )
            with self._path.open("a") as log:
                log.write(json.dumps(asdict(taken)) + "\n")
                log.flush()
                os.fsync(log.fileno())

    def messages(self) -> list[Taken]:
        """Everything accepted so far, by any process that used this folder; one at a time may take."""
        if not self._path.exists():
            return []
        rows = [json.loads(line) for line in self._path.read_text().splitlines()]
        return [Taken(**{**row, "rcpts": tuple(row["rcpts"])}) for row in rows]

    def raw(self, taken: Taken) -> bytes:
        """The bytes of one accepted message, un-stuffed."""
        return (self.folder / f"{taken.number}.eml").read_bytes()
