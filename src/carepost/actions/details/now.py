"""What somebody's details are now, in the words that stand in a change."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from carepost.domain.identity.models import Person, Telephone
from carepost.domain.organisations.models import DetailChange

Detail = DetailChange.Detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """As it was typed."""

    title: str = field(default="", repr=False)
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    known_as: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """Dr Aisha Barton, known as Ash."""
        whole = " ".join(filter(None, [self.title, self.given_name, self.family_name]))
        return f"{whole}, known as {self.known_as}" if self.known_as else whole

    @property
    def as_parts(self) -> dict[str, str]:
        return asdict(self)

    @property
    def to_compare(self) -> str:
        """For the look at an address: a name they go by stands behind the given one."""
        return " ".join(filter(None, [self.given_name, self.known_as, self.family_name]))


def name_of(person: Person) -> Name:
    return Name(
        title=person.title,
        given_name=person.given_name,
        family_name=person.family_name,
        known_as=person.known_as,
    )


def telephone_of(person: Person) -> str:
    """E.164, as it is kept; empty for none."""
    found = Telephone.objects.filter(person=person).first()
    return found.number if found else ""


def now(person: Person, detail: str) -> str:
    match Detail(detail):
        case Detail.NAME:
            return name_of(person).shown
        case Detail.EMAIL:
            return person.email
        case Detail.TELEPHONE:
            return telephone_of(person)


def is_anothers(person: Person, detail: str, value: str) -> bool:
    """Whether an account of somebody else has this address or telephone. Asked the same way for every value."""
    if detail == Detail.EMAIL:
        return Person.objects.filter(email=value).exclude(id=person.id).exists()
    return Telephone.objects.filter(number=value).exclude(person=person).exists()
