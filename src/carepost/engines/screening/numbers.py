"""NHS numbers that stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from carepost.ground.kernel import NhsNumber, Refused

_GAP = r"(?:\s{1,2}|\s?[-.]\s?)?"
# A digit to a box: as forms print it, and as tables of pages, letters and sheets are read.
_BOXES = r"[0-9](?:[ |][0-9]){9}|(?<![0-9][\t\n])[0-9](?P<gap>\t|\n\n?| \| )[0-9](?:(?P=gap)[0-9]){8}(?!(?P=gap)[0-9])"
# Written 3-3-4 with gaps or none, or in boxes; never a part of a longer number.
_WRITTEN = re.compile(rf"(?<![0-9])(?:[0-9]{{3}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}|{_BOXES})(?![0-9])")
# What stands beside shows that the number goes on: a trunk or country code, a decimal, a part after a hyphen.
_GOES_BACK = re.compile(r"[0-9][-.]$|(?<![0-9])0[ ]$|(?:\+|\b00)[0-9]{1,3}[ -]?(?:\(0\)[ ]?)?$|\(0\)[ ]?$")
_GOES_ON = re.compile(r"[-.][0-9]|@")
_TELEPHONE = re.compile(
    r"\b(?:tel|telephone|phone|fax|mobile|mob|bleep)(?:[ ](?:no|number))?[.: ]{0,3}$", re.IGNORECASE
)
_LOOK_BACK = 24  # characters


def nhs_numbers(text: str) -> Iterator[str]:
    """Each ten digits that can be an NHS number and whose last digit agrees, in order, repeats included."""
    for written in _WRITTEN.finditer(text):
        if (written.group().count("\n") > 1 and not written["gap"]) or _is_of_another_kind(text, written):
            continue
        try:
            yield NhsNumber("".join(c for c in written.group() if c.isdigit()))
        except Refused:
            continue


def _is_of_another_kind(text: str, written: re.Match[str]) -> bool:
    before = text[max(0, written.start() - _LOOK_BACK) : written.start()]
    return bool(_GOES_BACK.search(before) or _TELEPHONE.search(before) or _GOES_ON.match(text, written.end()))
