"""A person's own mobile telephone, in one form (E.164), held to numbers of the United Kingdom."""

from __future__ import annotations

from typing import Self

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from carepost.ground.kernel.errors import Refused

UK = 44
# Ofcom keeps these for stories. They are nobody's, so letting them through harms no one and serves the demo.
FICTIONAL = "+447700900"


class PhoneNumber(str):
    """Such as +447700900123: a UK mobile, which can be texted; no personal number (070), no land line."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        number = dialled(text)
        if number is None or not number.startswith(f"+{UK}"):
            raise Refused("This is not a United Kingdom telephone number. Type one such as 07700 900123.")
        _check_kind(number)
        return super().__new__(cls, number)

    @property
    def shown(self) -> str:
        """The way people here write it: 07700 900123."""
        return phonenumbers.format_number(phonenumbers.parse(self), PhoneNumberFormat.NATIONAL)

    def __repr__(self) -> str:
        # A repr ends up in logs and tracebacks, where nobody's number may be.
        return "PhoneNumber(hidden)"


def dialled(text: str) -> str | None:
    """What is reached by dialling this in the United Kingdom, in E.164; None for what is no number. To compare."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(text, "GB"), PhoneNumberFormat.E164)
    except NumberParseException:
        return None


def _check_kind(number: str) -> None:
    if number.startswith(FICTIONAL) and len(number) == len(FICTIONAL) + 3:
        return
    read = phonenumbers.parse(number)
    kind = phonenumbers.number_type(read)
    if kind == PhoneNumberType.PERSONAL_NUMBER:
        raise Refused(
            "Numbers that begin 070 are call-forwarding numbers, which anybody may be behind. "
            "Type the number of your own mobile, which begins 07 and another digit."
        )
    if not phonenumbers.is_valid_number(read):
        raise Refused("This is not a United Kingdom telephone number. Check it and type it again.")
    if kind not in (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE):
        raise Refused(
            "A text message cannot be sent to this number. Type the number of your own mobile, or leave it empty "
            "and use a passkey or a code app."
        )
