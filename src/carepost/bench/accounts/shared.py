"""Shared mailboxes by kind, each with what somebody might type as their name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

from carepost.bench.accounts.people import Applicant, person, written
from carepost.bench.accounts.vocabulary import Half, Origin, shared_words

Words = Mapping[str, tuple[str, ...]]
Maker = Callable[[Words, Origin, Random], Applicant]
_DOMAINS = ("nhs.net", "nhs.net", "hillview.example", "westshire.example")


def kinds(half: Half) -> dict[str, Callable[[Origin, Random], Applicant]]:
    """A maker of one mailbox for each kind."""
    words = shared_words(half)

    def bound(make: Maker) -> Callable[[Origin, Random], Applicant]:
        return lambda origin, random: make(words, origin, random)

    return {name: bound(make) for name, make in _MAKERS.items()}


def _practices(words: Words, origin: Origin, random: Random) -> Applicant:
    """A practice's own: with the practice known or not, and its name, a person's or none typed."""
    place, kind = random.choice(words["places"]), random.choice(words["kinds"])
    full = f"{place} {kind}"
    local = random.choice(
        (_dotted(full), _joined(full), _dotted(f"{kind} {place}"), _joined(place) + "." + _joined(kind))
    )
    typed = random.choice((full, full, "", person(origin, random).name))
    return Applicant(_at(local, random), typed, random.choice((full, "")))


def _codes(words: Words, origin: Origin, random: Random) -> Applicant:
    code = random.choice(
        (
            f"{random.choice('abcdehjklmnpwy')}8{random.randint(1000, 9999)}",
            f"f{random.choice('aklqxv')}{random.randint(100, 999)}",
        )
    )
    job = _joined(random.choice(words["jobs"]))
    local = random.choice((code, f"{job}.{code}", f"{code}.{job}", f"{job}{code}", f"{job}-{code}"))
    return Applicant(_at(local, random), _whoever(origin, random), "", random.choice((code.upper(), "")))


def _jobs(words: Words, origin: Origin, random: Random) -> Applicant:
    job = random.choice(words["jobs"])
    local = random.choice((_dotted(job), _joined(job), f"{_dotted(job)}{random.randint(1, 9)}"))
    return Applicant(
        _at(local, random), random.choice((_whoever(origin, random), job.title(), f"{job.title()} Team"))
    )


def _jobs_of_places(words: Words, origin: Origin, random: Random) -> Applicant:
    place, job = random.choice(words["places"]), random.choice(words["jobs"])
    local = random.choice(
        (
            f"{_joined(place)}.{_joined(job)}",
            f"{_joined(job)}.{_joined(place)}",
            f"{_joined(job)}-{_joined(place)}",
        )
    )
    typed = random.choice((_whoever(origin, random), f"{place} {job.title()}"))
    return Applicant(
        _at(local, random), typed, random.choice((f"{place} {random.choice(words['kinds'])}", ""))
    )


def _systems(words: Words, origin: Origin, random: Random) -> Applicant:
    system = random.choice(words["systems"])
    local = random.choice((_dotted(system), f"{_dotted(system)}{random.randint(1, 9)}"))
    return Applicant(_at(local, random), random.choice((system.title(), _whoever(origin, random))))


def _services(words: Words, origin: Origin, random: Random) -> Applicant:
    service = random.choice(words["services"])
    return Applicant(_at(service, random), random.choice((_whoever(origin, random), service.title())))


def _short(words: Words, origin: Origin, random: Random) -> Applicant:
    return Applicant(_at(random.choice(words["short"]), random), _whoever(origin, random))


def _like_names(words: Words, origin: Origin, random: Random) -> Applicant:
    """hanley.road: nothing in it says what it is; the practice's name, somebody's or none is typed."""
    place, street = random.choice(words["places"]), random.choice(words["streets"])
    full = f"{place} {street}"
    typed = random.choice((full, _whoever(origin, random), _whoever(origin, random)))
    return Applicant(
        _at(_dotted(full), random), typed, random.choice((f"{full} {random.choice(words['kinds'])}", ""))
    )


def _disguised(words: Words, origin: Origin, random: Random) -> Applicant:
    job = _joined(random.choice(words["jobs"]))
    digits = job
    for letter, digit in random.sample([("o", "0"), ("i", "1"), ("e", "3"), ("a", "4"), ("s", "5")], 2):
        digits = digits.replace(letter, digit)
    foreign = job.replace("e", "\u0435").replace("a", "\u0430")
    return Applicant(
        _at(random.choice((digits, foreign, job.replace("m", "rn"))), random), _whoever(origin, random)
    )


def _tagged(words: Words, origin: Origin, random: Random) -> Applicant:
    own = person(origin, random)
    local, _, domain = own.address.partition("@")
    return Applicant(f"{local}+{_joined(random.choice(words['jobs']))}@{domain}", own.name)


def _of_two(words: Words, origin: Origin, random: Random) -> Applicant:
    one, other = (re.sub(r"[^a-z]", "", person(origin, random).address.partition("@")[0]) for _ in "ab")
    local = f"{one}.{other}" if random.random() < 0.5 else f"{one}and{other}"
    return Applicant(_at(local[:60], random), person(origin, random).name)


def _somebodys_job(words: Words, origin: Origin, random: Random) -> Applicant:
    """anna.nurse, nurse.anna, beside the name of an Anna who is not called Nurse."""
    given, family = random.choice(origin.given).split()[0], random.choice(origin.family)
    name = f"{given} {family}"
    first = written(given, random)
    job = _joined(random.choice(words["jobs"]))
    return Applicant(_at(random.choice((f"{first}.{job}", f"{job}.{first}")), random), name)


def _by_accident(words: Words, origin: Origin, random: Random) -> Applicant:
    """The mailbox's own word typed as a surname, or as the whole name."""
    job = random.choice(words["jobs"])
    given = random.choice(origin.given)
    typed = random.choice((f"{given} {job.title()}", job.title()))
    return Applicant(_at(random.choice((_joined(job), _dotted(job))), random), typed)


_MAKERS: dict[str, Maker] = {
    "practices": _practices,
    "ODS codes": _codes,
    "jobs": _jobs,
    "jobs of places": _jobs_of_places,
    "systems": _systems,
    "services": _services,
    "short": _short,
    "like names": _like_names,
    "disguised": _disguised,
    "tagged": _tagged,
    "of two people": _of_two,
    "somebody's job": _somebodys_job,
    "agreeing by accident": _by_accident,
}


def _whoever(origin: Origin, random: Random) -> str:
    return person(origin, random).name if random.random() < 0.8 else ""


def _at(local: str, random: Random) -> str:
    return f"{local}@{random.choice(_DOMAINS)}"


def _dotted(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", ".", text.lower()).strip(".")


def _joined(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())
