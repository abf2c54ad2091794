"""Writing so that what is said to be kept is still there afterwards."""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Any: these are JSON objects of several shapes, written and read by this room alone.
Record = dict[str, Any]


def new_id() -> str:
    """A name for a file: in order of time, never the same twice, nothing personal in it."""
    return f"{time.time_ns():016x}{secrets.token_hex(4)}"


def write_whole(path: Path, data: bytes) -> None:
    """All of the bytes under that name, or none of them; on disk when this returns."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)


def write_record(path: Path, record: Record) -> None:
    """A JSON object as a file, whole or not at all."""
    write_whole(path, json.dumps(record, ensure_ascii=False, indent=1).encode())


def read_record(path: Path) -> Record:
    """The JSON object in a file."""
    record: Record = json.loads(path.read_bytes())
    return record


def append_record(path: Path, record: Record) -> None:
    """One more line of JSON. It outlives this process; only a power cut may take the last ones."""
    with path.open("ab") as file:
        # The line break in front keeps a line torn by a crash apart from this one.
        file.write(b"\n" + json.dumps(record, ensure_ascii=False).encode() + b"\n")


def read_records(path: Path) -> Iterator[Record]:
    """The lines of JSON in a file, without those torn by a crash."""
    if not path.exists():
        return
    for line in path.read_bytes().splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def sync_folder(folder: Path) -> None:
    """A rename or a removal in the folder is on disk when this returns."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
