"""The lines of a CSV file or a workbook, with their numbers, within limits."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from carepost.domain.directory import workbooks
from carepost.ground.kernel import Refused

LARGEST = 10_000_000  # octets

Lines = Iterator[tuple[int, list[str]]]


def lines(raw: bytes) -> Lines:
    """Line number and cells of every line; Refused when it is neither kind of table."""
    if len(raw) > LARGEST:
        raise Refused("This file is too large for a list of domains (over 10 MB). Check that it is the list.")
    if raw.startswith(b"PK\x03\x04"):
        return iter(workbooks.lines(raw))
    if not raw.strip():
        raise Refused("This file is empty. Download the list again.")
    if b"\x00" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("This file is neither a workbook (.xlsx) nor a CSV file. Download the list again.")
    return _csv(raw)


def _csv(raw: bytes) -> Lines:
    text = _decoded(raw)
    if text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
        raise Refused("This file is a web page, not a list. Download the list itself.")
    reader = csv.reader(io.StringIO(text, newline=""))
    return _numbered(reader)


def _numbered(reader: Iterator[list[str]]) -> Lines:
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as problem:
        raise Refused("This file is damaged or is not a CSV file. Download the list again.") from problem


def _decoded(raw: bytes) -> str:
    """UTF-8 or UTF-16 with its mark, else Windows letters: stray bytes have stood in the published file."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
