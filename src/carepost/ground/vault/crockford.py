"""Base 32 for people: no letter that looks like a digit, and those are understood (D. Crockford)."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans("OIL", "011")


def encode(number: int, length: int) -> str:
    """The number in exactly `length` characters, most significant first."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))


def decode(text: str) -> int:
    """The number written; ValueError if a character is none of the alphabet."""
    number = 0
    for character in text.upper().translate(_MEANT):
        number = number << 5 | ALPHABET.index(character)
    return number
