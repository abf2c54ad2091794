"""How many people would be refused, by origin of their names, and how many shared mailboxes let through, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random
from time import perf_counter
from typing import Any

from carepost.bench.accounts.people import Applicant, person
from carepost.bench.accounts.shared import kinds
from carepost.bench.accounts.vocabulary import Half, Origin, origins
from carepost.engines.addresses import Classification, Outcome, classify
from carepost.ground.kernel import EmailAddress, Refused

MOST_PEOPLE_REFUSED = 0.1  # per cent, in every origin: this or more is too many
MOST_SHARED_ACCEPTED = 2.0  # per cent, of all kinds together: the same


@dataclass(frozen=True)
class Measured:
    """Tables of per cent by origin and by kind; `wrong` holds examples of what was judged wrongly."""

    half: Half
    seed: int
    people: dict[str, dict[str, float]]
    shared: dict[str, dict[str, float]]
    a_second: float
    wrong: list[tuple[str, Applicant, Outcome]]

    @property
    def shared_accepted(self) -> float:
        """Per cent of all shared mailboxes that nobody would have looked at."""
        every = sum(row["of"] for row in self.shared.values())
        return round(sum(row["of"] * row["plausible"] for row in self.shared.values()) / every, 3)

    @property
    def holds(self) -> bool:
        refused = max(row["generic"] for row in self.people.values())
        return refused < MOST_PEOPLE_REFUSED and self.shared_accepted < MOST_SHARED_ACCEPTED

    def examples(self, most: int) -> Iterator[str]:
        """So many of each row, as lines."""
        told: Counter[str] = Counter()
        for row, applicant, outcome in self.wrong:
            told[row] += 1
            if told[row] <= most:
                yield f"{row}: {outcome}: {applicant.address} | {applicant.name} | {applicant.practice}"

    def as_json(self) -> dict[str, Any]:
        return {
            "bench": "accounts",
            "half": self.half,
            "seed": self.seed,
            "people": self.people,
            "shared": self.shared,
            "most_people_refused_percent": max(row["generic"] for row in self.people.values()),
            "most_people_reviewed_percent": max(row["review"] for row in self.people.values()),
            "shared_accepted_percent": self.shared_accepted,
            "limits": {
                "people_refused_percent": MOST_PEOPLE_REFUSED,
                "shared_accepted_percent": MOST_SHARED_ACCEPTED,
            },
            "holds": self.holds,
            "addresses_a_second": round(self.a_second),
        }


def run(*, half: Half, seed: int, people: int, mailboxes: int) -> Measured:
    """`people` for each origin, `mailboxes` for each kind; the same for the same seed."""
    everywhere, began, wrong = origins(half), perf_counter(), []
    by_origin = {}
    for origin in everywhere:
        random = Random(f"{seed} {origin.name}")
        by_origin[origin.name] = row = _counted(_judged(person(origin, random) for _ in range(people)))
        wrong += [(origin.name, *one) for one in row.seen if one[1] is not Outcome.PLAUSIBLE]
    by_kind = {}
    for kind, make in kinds(half).items():
        by_kind[kind] = row = _counted(
            _judged(_mailboxes(make, everywhere, Random(f"{seed} {kind}"), mailboxes))
        )
        wrong += [(kind, *one) for one in row.seen if one[1] is Outcome.PLAUSIBLE]
    asked = people * len(by_origin) + mailboxes * len(by_kind)
    return Measured(
        half,
        seed,
        {name: row.percent for name, row in by_origin.items()},
        {name: row.percent for name, row in by_kind.items()},
        asked / (perf_counter() - began),
        wrong,
    )


def _mailboxes(
    make: Callable[[Origin, Random], Applicant], everywhere: list[Origin], random: Random, number: int
) -> Iterator[Applicant]:
    for _ in range(number):
        yield make(random.choice(everywhere), random)


@dataclass(frozen=True)
class _Row:
    seen: list[tuple[Applicant, Outcome]]

    @property
    def percent(self) -> dict[str, float]:
        counts = Counter(outcome for _, outcome in self.seen)
        shares = {str(outcome): round(100 * counts[outcome] / len(self.seen), 3) for outcome in Outcome}
        return {"of": len(self.seen), **shares}


def _counted(seen: Iterable[tuple[Applicant, Outcome]]) -> _Row:
    return _Row(list(seen))


def _judged(applicants: Iterable[Applicant]) -> Iterator[tuple[Applicant, Outcome]]:
    for applicant in applicants:
        yield applicant, _judge(applicant).outcome


def _judge(applicant: Applicant) -> Classification:
    """As the command does: what is no address is for review."""
    try:
        address = EmailAddress.parse(applicant.address)
    except Refused as problem:
        return Classification(Outcome.REVIEW, (problem.reason,))
    return classify(
        address=address, name=applicant.name, practice_name=applicant.practice, ods_code=applicant.ods
    )
