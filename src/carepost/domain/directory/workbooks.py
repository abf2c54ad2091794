"""The cells of a workbook's first sheet (ECMA-376), without running or fetching anything in it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from defusedxml import ElementTree as Xml

from carepost.ground.kernel import Refused

LARGEST_UNPACKED = 100_000_000  # octets
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REF = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WIDEST = 60  # columns


def lines(raw: bytes) -> list[tuple[int, list[str]]]:
    """Line number and cells of every row of the first sheet; Refused if the workbook cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            _check_size(book)
            return list(_rows(book))
    except (zipfile.BadZipFile, LookupError, ValueError, Xml.ParseError, zlib.error) as problem:
        raise Refused("This workbook is damaged or of another kind. Save it as CSV first.") from problem


def _check_size(book: zipfile.ZipFile) -> None:
    if sum(part.file_size for part in book.infolist()) > LARGEST_UNPACKED:
        raise Refused("This workbook unpacks to far more than a list of domains would. Check the file.")


def _rows(book: zipfile.ZipFile) -> Iterator[tuple[int, list[str]]]:
    words = _shared_words(book)
    with book.open(_first_sheet(book)) as sheet:
        for number, (_, row) in enumerate(_ends(sheet, f"{_MAIN}row"), start=1):
            yield int(row.get("r") or number), _cells(row, words)
            row.clear()


def _ends(part: Any, tag: str) -> Iterator[tuple[str, Any]]:
    """Any: defusedxml gives the standard library's elements but says nothing of types."""
    return ((event, found) for event, found in Xml.iterparse(part) if found.tag == tag)


def _first_sheet(book: zipfile.ZipFile) -> str:
    sheet = Xml.fromstring(book.read("xl/workbook.xml")).find(f"{_MAIN}sheets/{_MAIN}sheet")
    for link in Xml.fromstring(book.read("xl/_rels/workbook.xml.rels")):
        if sheet is not None and link.get("Id") == sheet.get(_REF):
            target = link.get("Target", "").lstrip("/")
            return target if target.startswith("xl/") else f"xl/{target}"
    raise KeyError("no sheet")


def _shared_words(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    with book.open("xl/sharedStrings.xml") as part:
        return [_text(item) for _, item in _ends(part, f"{_MAIN}si")]


def _cells(row: Any, words: list[str]) -> list[str]:
    cells = [""] * _WIDEST
    for place, cell in enumerate(row.iter(f"{_MAIN}c")):
        at = _column(cell.get("r", "")) if cell.get("r") else place
        if at < _WIDEST:
            cells[at] = _value(cell, words)
    return cells


def _value(cell: Any, words: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    return words[int(value)] if cell.get("t") == "s" and value else value


def _text(item: Any) -> str:
    return "".join(part.text or "" for part in item.iter(f"{_MAIN}t"))


def _column(reference: str) -> int:
    """C5 is 2."""
    at = 0
    for letter in reference.rstrip("0123456789"):
        at = at * 26 + ord(letter) - 64
    return at - 1
