"""Octets to text, whatever character set they claim."""

from __future__ import annotations

import codecs
import re

# Only these: Python knows "charsets" that unpack, run in quadratic time or are no text at all.
_KNOWN = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "ascii"),
    *(f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))),
    *(f"cp{page}" for page in (437, 850, 852, 855, 858, 866, 874, 932, 949, 950, *range(1250, 1259))),
    *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "gb2312", "gbk", "gb18030", "hz", "big5", "big5hkscs"),
    *("euc_jp", "euc_kr", "shift_jis", "iso2022_jp", "iso2022_kr", "tis-620"),
)
_CODECS = {codecs.lookup(name).name: codecs.lookup(name) for name in _KNOWN}
# What a name means in mail is nearly always what Windows makes of it; so browsers read it, too (WHATWG).
_MEANT = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "cp950",
    "ascii": "utf-8",
}
# Names that mail programs have given, and Python has not.
_WINDOWS = re.compile(r"(?:windows|win|cp)[-_ ]?([0-9]{3,4})")
_OTHER_NAMES = {
    "sjis": "cp932",
    "euc": "euc_jp",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    **dict.fromkeys(("cp50220", "cp50221", "cp50222"), "iso2022_jp"),
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OF_A_PAGE = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_BEGINNING = 1024
"""octets of a page in which browsers look for its character set"""
_BY_SHIFTS = ("iso2022", "hz", "utf-7")
"""in ASCII only, so that each of them would pass for UTF-8"""
_STRAYS = 1_000
"""octets that are no UTF-8; with more of them a text is taken for something else altogether"""


def decode(data: bytes, charset: str | None) -> tuple[str, str | None]:
    """The text, and what was wrong with it as a clause for a person, or None. Never raises."""
    name = _known(charset) if charset else "utf-8"
    if name is None:
        return _guess(data, "utf-8"), "its character set is not one we know"
    if name.startswith("utf-16"):
        name = _order(data, name)
    try:
        return codecs.decode(data, name), None
    except (UnicodeError, ValueError):
        return _guess(data, name), "it is not in the character set it claims" if charset else None


def decode_file(data: bytes, charset: str | None) -> str:
    """The text of a file: by its byte order mark if it has one, else as `decode`."""
    mark = next((name for octets, name in _MARKS if data.startswith(octets)), None)
    return decode(data, mark or charset)[0]


def of_page(data: bytes) -> str | None:
    """The character set an HTML page names in itself, if it is one in which its own tags can be read."""
    found = _OF_A_PAGE.search(data[:_BEGINNING])
    name = _known(found[1].decode("ascii", "replace")) if found else None
    return None if name and name.startswith(("utf-16", "utf-32", "utf-7")) else name


def _known(charset: str) -> str | None:
    given = charset.strip(" '\"")[:40].lower().removeprefix("x-")
    windows = _WINDOWS.fullmatch(given)
    given = f"cp{windows[1]}" if windows and given not in _OTHER_NAMES else _OTHER_NAMES.get(given, given)
    try:
        name = codecs.lookup(given).name
    except (LookupError, ValueError):
        return None
    name = _MEANT.get(name, name)
    return name if name in _CODECS else None


def _order(data: bytes, name: str) -> str:
    """UTF-16 without a mark has the larger octet first (RFC 2781), but many write it the other way round; and some
    programs name it for a text that they then send in octets."""
    if data.isascii() and b"\0" not in data:
        return "utf-8"
    if name != "utf-16" or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return name
    return "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"


def _guess(data: bytes, name: str) -> str:
    """As what it claims to be, with what does not fit it left out: one wrong octet must not spoil a whole letter."""
    try:
        return codecs.decode(data, name, "replace") if name.startswith(_BY_SHIFTS) else data.decode("utf-8")
    except UnicodeError:
        if name != "utf-8":
            return codecs.decode(data, name, "replace")
    strays = data.decode("utf-8", "replace").count("\ufffd")
    return data.decode("utf-8", "carepost.strays") if strays <= _STRAYS else data.decode("cp1252", "replace")


def _stray(error: UnicodeError) -> tuple[str, int]:
    """A gateway's footer below a text in UTF-8 is in Windows-1252 more often than in anything else."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("carepost.strays", _stray)
