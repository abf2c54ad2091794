"""The demo people's telephones: one-time codes and text messages."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from carepost.demo.world.files import Record, append_record, read_records
from carepost.demo.world.journal import now_text
from carepost.demo.world.settings import Person

STEP = 30  # seconds a code lives


@dataclass(frozen=True, slots=True)
class Code:
    """A person's code now. `code` empty: the secret we were given is not base32."""

    name: str
    email: str
    code: str
    seconds_left: int


def totp(secret: str, at: float) -> str:
    """The six digits for that moment (RFC 6238, SHA-1). Raises ValueError if the secret is not base32."""
    plain = secret.replace(" ", "").upper().rstrip("=")
    try:
        key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except binascii.Error as error:
        raise ValueError("the secret is not base32") from error
    digest = hmac.new(key, struct.pack(">Q", int(at) // STEP), hashlib.sha1).digest()
    start = digest[-1] & 15
    number: int = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


class Telephone:
    """All the demo's telephones in one. Text messages are kept over a restart."""

    def __init__(self, people: Sequence[Person], file: Path) -> None:
        self._people, self._file = people, file
        self._lock = threading.Lock()
        self._texts = list(read_records(file))

    def codes(self) -> list[Code]:
        """Everyone's code at this moment."""
        now = time.time()
        return [
            Code(person.name, person.email, _safe(person.secret, now), STEP - int(now) % STEP)
            for person in self._people
        ]

    def text(self, to: str, words: str) -> Record:
        """A text message arrives."""
        record: Record = {"at": now_text(), "to": to, "text": words}
        with self._lock:
            append_record(self._file, record)
            self._texts.append(record)
        return record

    def texts(self) -> list[Record]:
        """The text messages, newest first."""
        with self._lock:
            return self._texts[::-1]


def _safe(secret: str, at: float) -> str:
    try:
        return totp(secret, at)
    except ValueError:
        return ""
