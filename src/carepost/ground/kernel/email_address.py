"""E-mail addresses, held to the plain form that every system reads the same way."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from carepost.ground.kernel.errors import Refused

LONGEST = 254  # octets: RFC 5321 section 4.5.3.1.3, less the two angle brackets
LONGEST_LOCAL = 64  # octets: RFC 5321 section 4.5.3.1.1


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """One mailbox. The part before the @ is kept as written, the domain in small letters."""

    local: str
    domain: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "domain", self.domain.lower())

    @classmethod
    def parse(cls, text: str) -> EmailAddress:
        """The address typed, or Refused saying what is the matter; the sentence never repeats the address."""
        typed = text.strip(" \t\r\n")

        _check_length(typed)
        _check_nothing_beside(typed)
        _check_characters(typed)
        _check_shape(typed)

        # Nothing long or foreign comes this far, so neither the cache nor the library sees it.
        return _validated(typed)

    @property
    def identity(self) -> str:
        """What two spellings of one mailbox share: small letters, and nothing from the first + on."""
        name, _, _ = self.local.partition("+")
        return f"{name or self.local}@{self.domain}".lower()

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"


def _check_length(typed: str) -> None:
    if not typed:
        raise Refused("No e-mail address was typed. Type one such as name@practice.nhs.uk.")
    if len(typed) > LONGEST:
        raise Refused(
            f"This is too long for an e-mail address, which has at most {LONGEST} characters. "
            "Check that it is one address."
        )


def _check_nothing_beside(typed: str) -> None:
    # A name can itself look like an address: "x@nhs.net" <x@evil.example>.
    if "@[" not in typed and any(mark in typed for mark in '"<>(),;:\\'):
        raise Refused(
            "This holds more than an address: a name, quotation marks, brackets or a second address. "
            "Type only the address itself, such as name@practice.nhs.uk."
        )


def _check_characters(typed: str) -> None:
    for place, character in enumerate(typed, start=1):
        if not "!" <= character <= "~":
            raise Refused(_stray(character, place))


def _stray(character: str, place: int) -> str:
    if character in " \t\r\n":
        return "There is a space or a new line inside this address. Take it out; give one address at a time."
    name = unicodedata.name(character, "a sign with no name").lower()
    return (
        f"Character {place} of this e-mail address is not a plain English one ({name}). It may look right "
        "and still lead somewhere else. Type the address by hand rather than pasting it."
    )


def _check_shape(typed: str) -> None:
    if (ats := typed.count("@")) != 1:
        found = "no @ sign" if ats == 0 else f"{ats} @ signs"
        raise Refused(f"An e-mail address has one @ sign; this has {found}. Check it and type it again.")
    local, _, domain = typed.partition("@")
    _check_local(local)
    _check_domain(domain.lower())


def _check_local(local: str) -> None:
    if not local:
        raise Refused("Nothing stands before the @ sign. Type the whole address.")
    if len(local) > LONGEST_LOCAL:
        raise Refused(
            f"The part before the @ sign is too long: it has {len(local)} characters and may have at most "
            f"{LONGEST_LOCAL}. Check that it is one address."
        )


def _check_domain(domain: str) -> None:
    if not domain:
        raise Refused("Nothing stands after the @ sign. Type the whole address.")
    labels = domain.split(".")
    if domain.startswith("[") or labels[-1].isdigit():
        raise Refused(
            "This address leads to a numbered machine and not to an organisation's domain. "
            "Ask the person for their usual address."
        )
    if any(label.startswith("xn--") for label in labels):
        raise Refused(
            "The domain of this address is a foreign-alphabet name in disguise (it begins xn--), which can "
            "be made to look like another organisation's. Carepost does not write to such domains."
        )


@lru_cache(maxsize=4096)
def _validated(typed: str) -> EmailAddress:
    local, _, domain = typed.partition("@")
    if "." not in domain:
        raise Refused("The part after the @ sign needs a dot, as in nhs.net. Check it and type it again.")
    try:
        # The reserved domain .test is nobody's, so letting it through harms no one and serves the demo.
        validate_email(
            typed,
            allow_smtputf8=False,
            allow_quoted_local=False,
            allow_domain_literal=False,
            allow_display_name=False,
            check_deliverability=False,
            strict=True,
            test_environment=True,
        )
    except EmailNotValidError as problem:
        raise Refused(
            "Mail cannot be sent to this address as it is written: a dot, hyphen or other sign is where it "
            "may not be, or the domain is one that nobody can have. Check it and type it again."
        ) from problem
    return EmailAddress(local, domain)
