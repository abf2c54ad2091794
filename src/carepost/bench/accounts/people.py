"""People with addresses of their own, as mail services and trusts make them from names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from carepost.bench.accounts.vocabulary import Origin

# How foreign letters are written by those who make addresses: not the detector's table.
_WRITTEN = {
    "ø": ("o", "oe"), "å": ("a", "aa"), "æ": ("ae",), "ł": ("l",), "ß": ("ss",), "ü": ("u", "ue"), "ö": ("o", "oe"),
    "ä": ("a", "ae"), "ı": ("i",), "đ": ("d",), "ð": ("d",), "þ": ("th",),
}  # fmt: skip
_KNOWN_AS = {
    "Robert": "Bob", "Elizabeth": "Liz", "William": "Bill", "Edward": "Ted", "Christopher": "Chris", "Susan": "Sue",
    "Katherine": "Kate", "Nicholas": "Nick", "Deborah": "Debbie", "Timothy": "Tim", "Margaret": "Maggie",
    "Jonathan": "Jon", "Penelope": "Penny", "Benjamin": "Ben", "Stephen": "Steve", "Daniel": "Dan",
}  # fmt: skip
_PARTICLES = frozenset(
    "van von de der den del da dos la al el bin ibn ben ap ab ferch y ul zu ter ni o 't".split()
)
_TITLES = ("Dr", "Mrs", "Mr", "Prof.", "Miss", "Ms")
_LETTERS = ("MBBS", "RGN", "MRCGP", "BSc (Hons)", "PhD", "MBChB MRCGP", "RN", "MPharm")
_TRUSTS = ("hillview.example", "westshire.example", "stclare.example", "mailco.example")
_SHAPES_OF_NHS_NET = ("{g}.{f}", "{g}.{f}{n}", "{g}.{f}{n}", "{i}.{f}", "{g}.{f}")
_SHAPES = (
    "{i}{f}", "{f}{i}", "{i}.{f}", "{f}.{g}", "{g}{j}", "{g}.{f}", "{g}_{f}", "{g}-{f}", "{g}{f}", "{f}.{i}",
    "{i}{f}{n}",     "{g}.{m}.{f}", "{i}{m}{f}",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Applicant:
    """An address, and the name typed beside it."""

    address: str
    name: str
    practice: str = ""
    ods: str = ""


def person(origin: Origin, random: Random) -> Applicant:
    """One person of this origin with an address of their own."""
    given, family = random.choice(origin.given), random.choice(origin.family)
    chance = random.random()
    if chance < 0.02:
        return _of_one_name(given, random)
    called, typed_given = given, given
    if chance < 0.10 and given in _KNOWN_AS:
        called = _KNOWN_AS[given]
        typed_given = random.choice((given, f'{given} "{called}"', f"{given} ({called})"))
    used, typed_family = family, family
    if 0.10 < chance < 0.14:
        used = random.choice([other for other in origin.family if other != family])
        typed_family = f"{family} {random.choice(('(née {})', '(formerly {})', 'née {}')).format(used)}"
    name = _typed(typed_given, typed_family, origin, random)
    return Applicant(_address(called, used, random), name, *_practice(random))


def _of_one_name(given: str, random: Random) -> Applicant:
    word = written(given, random)
    shape = random.choice(("{0}@{1}", "{0}{2}@{1}"))
    return Applicant(shape.format(word, random.choice(_TRUSTS), random.randint(1, 99)), given)


def _typed(given: str, family: str, origin: Origin, random: Random) -> str:
    middle = f" {random.choice('ABCDEFGHJKLMNPRSTW')}." if random.random() < 0.1 else ""
    name = (
        f"{family} {given}" if origin.family_first and random.random() < 0.6 else f"{given}{middle} {family}"
    )
    match random.randrange(12):
        case 0:
            return f"{random.choice(_TITLES)} {name}"
        case 1:
            return f"{name}, {random.choice(_LETTERS)}" if "(" not in name else name
        case 2:
            return f"{family.upper()}, {given}"
        case 3:
            return name.lower()
        case 4:
            return f"  {name}  "
        case _:
            return name


def _address(given: str, family: str, random: Random) -> str:
    at_nhs_net = random.random() < 0.5
    shape = random.choice(_SHAPES_OF_NHS_NET if at_nhs_net else _SHAPES)
    first, last = written(given, random), _family(family, random)
    local = shape.format(
        g=first,
        f=last,
        i=first[0],
        j=last[0],
        m=random.choice("abcdefghjklmnprstw"),
        n=random.choice((random.randint(1, 99), random.randint(1, 9), random.randint(1960, 2005))),
    )
    return f"{local}@{'nhs.net' if at_nhs_net else random.choice(_TRUSTS)}"


def written(name: str, random: Random) -> str:
    """A name in English letters, its words joined one way or another."""
    words = [_plain(word, random) for word in re.split(r"[ -]+", name)]
    if len(words) > 1 and random.random() < 0.2:
        return words[0]
    return random.choice(("", "-", "")).join(word for word in words if word)


def _family(name: str, random: Random) -> str:
    words = re.split(r"[ -]+", name)
    full = [word for word in words if word.lower() not in _PARTICLES]
    if len(full) > 1 and random.random() < 0.3:
        words = [random.choice(full)]
    elif random.random() < 0.25:
        words = full or words
    apostrophe = random.choice(("", "", "'", "-")) if re.search(r"^\w{1,2}['’]", name) else ""
    plain = [_plain(re.sub("['’]", "\0", word), random).replace("\0", apostrophe) for word in words]
    return random.choice(("", "-", "", ".")).join(plain).strip("-'.")


def _plain(word: str, random: Random) -> str:
    letters = (
        random.choice(_WRITTEN.get(letter, (letter,)))
        for letter in unicodedata.normalize("NFC", word.lower())
    )
    bare = unicodedata.normalize("NFKD", "".join(letters))
    return "".join(letter for letter in bare if "a" <= letter <= "z" or letter == "\0")


def _practice(random: Random) -> tuple[str, str]:
    if random.random() < 0.4:
        return "", ""
    place = random.choice(
        ("Hillview", "Park", "Ward Street", "Church House", "Dr Mensah & Partners", "St Clare")
    )
    return (
        f"{place} {random.choice(('Surgery', 'Medical Centre'))}",
        f"{random.choice('ABCP')}8{random.randint(1000, 9999)}",
    )
