"""What tells one patient from another, without a database: letters are compared with it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID


@dataclass(frozen=True)
class PatientFacts:
    """A patient of this practice, as far as a letter could name one."""

    id: UUID
    nhs_number: str
    family_name: str
    given_name: str
    date_of_birth: date

    @property
    def name(self) -> str:
        """Jane Smith."""
        return f"{self.given_name} {self.family_name}"

    @cached_property
    def folded_family(self) -> str:
        return folded(self.family_name)

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """Family name with all given names, and with the first alone; empty if either is missing."""
        family, given = self.folded_family, folded(self.given_name)
        return (
            frozenset({f"{family} {given}", f"{family} {given.split()[0]}"})
            if family and given
            else frozenset()
        )

    def is_named_in(self, found: Identifiers) -> bool:
        return not self.name_keys.isdisjoint(found.names)

    def family_is_in(self, found: Identifiers) -> bool:
        return self.folded_family in found.family_names

    def birth_is_in(self, found: Identifiers) -> bool:
        return self.date_of_birth in found.dates


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What a text holds that could name a patient.

    `names` and `family_names` are folded; `names` begin with what may be the family name, so that the key
    "smith jane" is there for both "Jane Smith" and "SMITH, Jane". `complete` is False when the text was too
    long to be read to its end, so that silence about another patient proves nothing.
    """

    nhs_numbers: frozenset[str] = frozenset()
    dates: frozenset[date] = frozenset()
    names: frozenset[str] = frozenset()
    family_names: frozenset[str] = frozenset()
    complete: bool = True

    def __or__(self, other: Identifiers) -> Identifiers:
        return Identifiers(
            self.nhs_numbers | other.nhs_numbers,
            self.dates | other.dates,
            self.names | other.names,
            self.family_names | other.family_names,
            self.complete and other.complete,
        )


def folded(name: str) -> str:
    """A name without accents, case or punctuation; the same as is kept with each patient for searching."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = (c if c.isalnum() else " " if c.isspace() or c == "-" else "" for c in plain)
    return " ".join("".join(kept).split())
