"""Octets to text, whatever character set they claim."""

from __future__ import annotations

import codecs

# Only these: Python knows "charsets" that unpack, run in quadratic time or are no text at all.
_KNOWN = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "ascii"),
    *(f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))),
    *(f"cp{page}" for page in (437, 850, 852, 855, 858, 866, 874, 932, 949, 950, *range(1250, 1259))),
    *("koi8-r", "koi8-u", "mac-roman", "gb2312", "gbk", "gb18030", "hz", "big5", "big5hkscs"),
    *("euc_jp", "euc_kr", "shift_jis", "iso2022_jp", "iso2022_kr", "tis-620"),
)
_CODECS = {codecs.lookup(name).name: codecs.lookup(name) for name in _KNOWN}
# What Latin 1 is called in mail is nearly always Windows-1252; so browsers read it, too (WHATWG).
_MEANT = {"iso8859-1": "cp1252", "ascii": "utf-8", "gb2312": "gb18030", "gbk": "gb18030"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, charset: str | None) -> tuple[str, str | None]:
    """The text, and what was wrong with it as a clause for a person, or None. Never raises."""
    name = _known(charset) if charset else "utf-8"
    if name is None:
        return _guess(data), "its character set is not one we know"
    try:
        return codecs.decode(data, name), None
    except (UnicodeError, ValueError):
        return _guess(data), "it is not in the character set it claims" if charset else None


def decode_file(data: bytes, charset: str | None) -> str:
    """The text of a file: by its byte order mark if it has one, else as `decode`."""
    mark = next((name for octets, name in _MARKS if data.startswith(octets)), None)
    return decode(data, mark or charset)[0]


def _known(charset: str) -> str | None:
    try:
        name = codecs.lookup(charset.strip(" '\"")[:40]).name
    except (LookupError, ValueError):
        return None
    name = _MEANT.get(name, name)
    return name if name in _CODECS else None


def _guess(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeError:
        return data.decode("cp1252", "replace")
