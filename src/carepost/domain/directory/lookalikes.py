"""Domains that could be taken for another one (R5)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import idna

from carepost.domain.directory.families import NHS_NET, within

_POSING_AS_NHS_NET = ("nhs.com", "nhs.co.uk", "nhs.org", "nhs.org.uk", "nhs.co")
_SHORTEST = 6  # below this nearly any two domains are one letter apart


def foreign_letters(domain: str) -> tuple[str, ...]:
    """The characters of a domain that are not plain English, by name; xn-- labels are read first."""
    foreign = (letter for letter in _readable(domain) if letter > "~")
    return tuple(dict.fromkeys(unicodedata.name(letter, "a sign with no name").lower() for letter in foreign))


def is_disguised(domain: str) -> bool:
    """Whether any label is, or stands for, letters of another alphabet; unreadable xn-- counts too."""
    return not domain.isascii() or any(label.startswith("xn--") for label in domain.lower().split("."))


def poses_as_nhs_net(domain: str) -> bool:
    """nhs.net.example, nhs-net.example, nhs.co.uk, mynhs.net, x.nhs.net: like it, but not it."""
    if domain == NHS_NET:
        return False
    return (
        f".{domain}.".find(f".{NHS_NET}.") >= 0
        or any(label in ("nhs-net", "nhsnet") for label in domain.split("."))
        or any(within(domain, posing) for posing in _POSING_AS_NHS_NET)
        or domain.endswith(NHS_NET)
        or one_edit_apart(domain, NHS_NET)
    )


def nearest(domain: str, listed: Mapping[str, str]) -> str:
    """A listed domain that is one slip of the finger from this one, or ""."""
    if len(domain) < _SHORTEST:
        return ""
    return next((row for row in listed if len(row) >= _SHORTEST and one_edit_apart(domain, row)), "")


def one_edit_apart(one: str, other: str) -> bool:
    """One letter added, left out, changed, or two neighbours swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    place = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[place:] == long[place + 1 :]
    swapped = long[place + 1 : place + 2] + long[place : place + 1]
    return short[place + 1 :] == long[place + 1 :] or short[place:] == swapped + long[place + 2 :]


def _readable(domain: str) -> str:
    return ".".join(_decoded(label) for label in domain.lower().split("."))


def _decoded(label: str) -> str:
    try:
        return idna.ulabel(label)
    except (idna.IDNAError, UnicodeError):
        return label
