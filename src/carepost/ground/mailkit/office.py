"""The text of office files that are zips of XML: Word, Excel and PowerPoint since 2007, and OpenDocument."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring

from carepost.ground.mailkit import limits
from carepost.ground.mailkit.limits import TooMuch

_WORD = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\d*\.xml")
_SLIDE = re.compile(r"ppt/(?:slides|notesSlides)/[a-zA-Z]+\d+\.xml")
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_DIGITS = re.compile(r"(\d+)")


def text(data: bytes) -> str:
    """The words of the file; raises if it is no office file, locked, broken or too large inside."""
    with ZipFile(io.BytesIO(data)) as archive:
        package = _Package(archive)
        if package.has("word/document.xml"):
            return _joined(_paragraphs(root) for root in package.all(_WORD))
        if package.has("xl/workbook.xml"):
            return _workbook(package)
        if package.has("ppt/presentation.xml"):
            return _joined(_paragraphs(root) for root in package.all(_SLIDE))
        if package.has("content.xml"):
            return _joined([_open_document(package.one("content.xml"))])
    raise TooMuch("it is an archive, whose files are not read")


class _Package:
    """The XML files of a zip, read with a limit: what the zip says of their size is the sender's word."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        self._left = limits.ALL_UNPACKED

    def has(self, name: str) -> bool:
        return name in self._names

    def all(self, pattern: re.Pattern[str]) -> Iterator[Element]:
        found = sorted(filter(pattern.fullmatch, self._names), key=_in_order)
        return map(self.one, found[: limits.SHEETS])

    def one(self, name: str) -> Element:
        most = min(limits.UNPACKED, self._left)
        with self._archive.open(name) as file:
            octets = file.read(most + 1)
        if len(octets) > most:
            raise TooMuch("it is too large inside")
        self._left -= len(octets)
        root: Element = fromstring(octets)
        return root


def _in_order(name: str) -> list[tuple[int, str]]:
    return [(int(piece), "") if piece.isdigit() else (0, piece) for piece in _DIGITS.split(name)]


def _joined(texts: Iterator[Iterator[str]] | list[Iterator[str]]) -> str:
    return "\n".join(line for lines in texts for line in lines if line.strip())


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _paragraphs(root: Element) -> Iterator[str]:
    """The paragraphs of OOXML: text in `t`, within `p`."""
    line: list[str] = []
    for element in root.iter():
        match _local(element):
            case "p":
                yield "".join(line)
                line = []
            case "t":
                line.append(element.text or "")
            case "tab":
                line.append("\t")
            case "br":
                line.append(" ")
    yield "".join(line)


def _open_document(root: Element) -> Iterator[str]:
    for element in root.iter():
        if _local(element) in {"p", "h"}:
            yield "".join(element.itertext())


def _workbook(package: _Package) -> str:
    shared: list[str] = []
    if package.has("xl/sharedStrings.xml"):
        strings = package.one("xl/sharedStrings.xml")
        shared = ["".join(_texts(item)) for item in strings if _local(item) == "si"]
    return _joined(_rows(sheet, shared) for sheet in package.all(_SHEET))


def _rows(sheet: Element, shared: list[str]) -> Iterator[str]:
    for row in (element for element in sheet.iter() if _local(element) == "row"):
        yield "\t".join(_cell(cell, shared) for cell in row)


def _cell(cell: Element, shared: list[str]) -> str:
    value = next((child.text or "" for child in cell if _local(child) == "v"), "")
    if cell.get("t") == "s":
        return shared[int(value)] if value.isdigit() and int(value) < len(shared) else ""
    return value or "".join(_texts(cell))


def _texts(element: Element) -> Iterator[str]:
    return (child.text or "" for child in element.iter() if _local(child) == "t")
