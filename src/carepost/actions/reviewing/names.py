"""Whether a user of the clinical system is the person here: a user name may have been given to somebody else."""

from __future__ import annotations

from carepost.domain.organisations.models import Profile
from carepost.domain.patients.facts import folded


def is_called(full_name: str, profile: Profile) -> bool:
    """As in the profile seen before; or with the family name and the first letter of what they are called by."""
    words, person = _words(full_name), profile.membership.person
    if words == _words(profile.full_name):
        return True
    rest = words - _words(person.family_name)
    initials = {name[0] for name in (folded(person.given_name), folded(person.known_as)) if name}
    return (
        rest < words and words >= _words(person.family_name) and bool(initials & {word[0] for word in rest})
    )


def _words(name: str) -> set[str]:
    """“NAIR, Priya (Ms)” and “Priya Nair” have the same, but for the title."""
    return set(folded(name.replace(",", " ").replace(".", " ")).split())
