"""NHS numbers and ODS codes: checked once, where they come in, and trusted from there on."""

from __future__ import annotations

import re
from typing import Self

from nhs_number.validate import is_valid

from carepost.ground.kernel.errors import Refused

# A number copied from a letter brings its typesetter's spaces and hyphens with it.
_SEPARATORS = re.compile(r"[\s\u2010\u2011\u2013-]+")
_TEN_DIGITS = re.compile(r"[0-9]{10}")
_ODS_CODE = re.compile(r"[A-Z0-9]{3,10}")


class NhsNumber(str):
    """Ten digits whose last agrees with the others (modulus 11); the 999 range, for testing, included."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        digits = _SEPARATORS.sub("", text)
        if not _TEN_DIGITS.fullmatch(digits):
            raise Refused(_not_ten_digits(digits))
        if len(set(digits)) == 1:
            raise Refused(
                "This is one digit ten times over, which fills a box but is nobody's NHS number. "
                "Find the patient's own number, or leave the box empty."
            )
        if not is_valid(digits):
            raise Refused(
                "This is not an NHS number: its last digit does not agree with the others, "
                "so a digit is probably mistyped. Check it and type it again."
            )
        return super().__new__(cls, digits)

    @property
    def spaced(self) -> str:
        """The way people read it: 999 000 0018."""
        return f"{self[:3]} {self[3:6]} {self[6:]}"

    def __repr__(self) -> str:
        # A repr ends up in logs and tracebacks, where no patient's number may be.
        return "NhsNumber(hidden)"


class OdsCode(str):
    """The code of an organisation in the Organisation Data Service, in capitals."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        # Capitals are made only of ASCII: upper() turns some foreign letters into English ones.
        code = text.strip().upper() if text.isascii() else ""
        if not _ODS_CODE.fullmatch(code):
            raise Refused(
                "This is not an ODS code: it is 3 to 10 English letters and digits with no spaces, "
                "such as A12345. Check it and type it again."
            )
        return super().__new__(cls, code)


def _not_ten_digits(digits: str) -> str:
    if digits.isascii() and digits.isdigit():
        found = f"this has {len(digits)}" if len(digits) != 1 else "this has only one"
    elif digits:
        found = "this holds something else"
    else:
        found = "nothing was typed"
    return f"An NHS number is ten digits; {found}. Check it and type it again."
