"""The master key on paper: seven short lines that a person can type back, each with its own check.

A line is its number, eight characters of the key and two that check them. The seven carry the key's 256 bits
and the first 24 of its SHA-256, so a mistake that a line lets through is found at the end.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from zoneinfo import ZoneInfo

from carepost.ground.kernel import Refused
from carepost.ground.vault import crockford
from carepost.ground.vault.sealing import KEY_LENGTH

_LINES = 7
_CHARACTERS = 8  # of the key, in a line
_BITS = 5 * _CHARACTERS
_WHOLE_CHECK = 3  # octets
# The largest prime below 32**2: one wrong character, or two neighbours swapped, always change the remainder.
_PRIME = 1021
_PRINTED_LINE = re.compile(
    r"^[^\S\n]*line[^\S\n]*([0-9]{1,3})[^\S\n]*[:.]?[^\S\n]*(.*)$", re.IGNORECASE | re.MULTILINE
)
_LONDON = ZoneInfo("Europe/London")

_SHEET = """\
CAREPOST RECOVERY SHEET                                        keep this secret

Made on      {date}
Fingerprint  {fingerprint}

{lines}

What this is
  The master key of one Carepost installation. It opens every letter and file
  that the installation keeps. If its server is lost, a backup is of no use
  without this key, and nobody can make it again: not even Carepost's authors.

Where to keep it
  Print it twice. Seal each copy in an envelope, sign across the flap, and lock
  one in the practice's safe and the other in a second building.
  Never e-mail, photograph, scan or store it beside the backups: whoever has
  both can read every letter.

How to use it
  On the new server, type the seven lines above when asked for the recovery
  sheet. Capitals and spaces do not matter, and a letter O or I typed for a
  zero or a one is understood. A line with a mistake is named. The fingerprint
  shown afterwards must be the one on this sheet; it is not secret.

Opened by    ______________________________   on   ____________________________
"""


def fingerprint(key: bytes) -> str:
    """Ten characters by which people tell keys apart; it gives nothing of the key away."""
    digest = hashlib.sha256(b"carepost master key fingerprint\0" + key).digest()
    text = crockford.encode(int.from_bytes(digest[:7]) >> 6, 10)
    return f"{text[:5]}-{text[5:]}"


def recovery_sheet(key: bytes, made_at: datetime) -> str:
    """One page of plain text to print. It holds the key itself, so it goes to a printer and nowhere else."""
    return _SHEET.format(
        date=f"{made_at.astimezone(_LONDON):%d %B %Y}".lstrip("0"),
        fingerprint=fingerprint(key),
        lines="\n".join(_lines(key)),
    )


def from_recovery(text: str) -> bytes:
    """The key from a sheet, or from its seven lines alone; Refused naming the line that is wrong."""
    whole = 0
    for number, written in enumerate(_seven(text), start=1):
        whole = whole << _BITS | _value(number, written)
    data = whole.to_bytes(_LINES * _BITS // 8)
    key, check = data[:KEY_LENGTH], data[KEY_LENGTH:]
    if _whole_check(key) != check:
        raise Refused(
            "Each line looks right, but together they are not a key. They may be from two different sheets, "
            "or hold more than one mistake. Compare all seven with the paper."
        )
    return key


def _lines(key: bytes) -> list[str]:
    whole = int.from_bytes(key + _whole_check(key))
    values = [whole >> _BITS * (_LINES - number) & (1 << _BITS) - 1 for number in range(1, _LINES + 1)]
    return [_line(number, value) for number, value in enumerate(values, start=1)]


def _line(number: int, value: int) -> str:
    text = crockford.encode(value, _CHARACTERS)
    check = crockford.encode(_line_check(number, value), 2)
    return f"    Line {number}   {text[:4]} {text[4:]} {check}"


def _seven(text: str) -> list[str]:
    named = _PRINTED_LINE.findall(text)
    if not named:
        bare = [line for line in text.splitlines() if line.strip()]
        named = [(str(number), line) for number, line in enumerate(bare, start=1)]
    found = {int(number): written for number, written in named}
    for number in range(1, _LINES + 1):
        if number not in found:
            raise Refused(f"Line {number} of the recovery sheet is missing. Type all seven lines.")
    if len(named) != _LINES:
        raise Refused(
            "There are more lines than the recovery sheet has. Type its seven lines, each of them once."
        )
    return [found[number] for number in range(1, _LINES + 1)]


def _value(number: int, written: str) -> int:
    text = re.sub(r"[\s-]", "", written)
    if len(text) != _CHARACTERS + 2:
        raise Refused(
            f"Line {number} should have {_CHARACTERS + 2} letters and digits, and has {len(text)}. "
            "Compare it with the paper and type it again."
        )
    try:
        value, check = crockford.decode(text[:_CHARACTERS]), crockford.decode(text[_CHARACTERS:])
    except ValueError as problem:
        raise Refused(
            f"Line {number} holds a sign that is never on a recovery sheet. "
            "Compare it with the paper and type it again."
        ) from problem
    if _line_check(number, value) != check:
        raise Refused(
            f"There is a typing mistake in line {number}, or it is not line {number} of this sheet. "
            "Compare it with the paper and type it again."
        )
    return value


def _line_check(number: int, value: int) -> int:
    # The number is part of it, so that a line typed in another's place is noticed.
    return (value << 5 | number) % _PRIME


def _whole_check(key: bytes) -> bytes:
    return hashlib.sha256(key).digest()[:_WHOLE_CHECK]
