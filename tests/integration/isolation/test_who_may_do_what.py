"""Random practices, people, places and acts: the verbs do on PostgreSQL what the model says in a few lines.

CAREPOST_MODEL_EXAMPLES lives of a town are tried, of up to 40 happenings each, from CAREPOST_SEED.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from carepost.domain.identity import sittings
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Membership, Team
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Role, clock
from scripts.reference.verbs import verbs
from tests.cast import Cast
from tests.integration.desk import Desk
from tests.integration.isolation import doing, reference_model
from tests.integration.isolation.doing import DOING, Things, things_of
from tests.integration.isolation.reference_model import Act, Model, Place

pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-09"), pytest.mark.timeout(3600)]

ON_THE_SECOND_ENGINE = os.environ.get("CAREPOST_TEST_POSTGRES") == "debian"
EXAMPLES = int(os.environ.get("CAREPOST_MODEL_EXAMPLES", "10" if ON_THE_SECOND_ENGINE else "30"))
MOST_LIVES = EXAMPLES * 10
"""until each answer was heard: among so many verbs one that comes seldom may not be in the first lives"""
SEED = int(os.environ.get("CAREPOST_SEED", "7"))
VERBS = {verb.name: verb for verb in verbs()}
PRACTICES, PEOPLE = ("riverside", "millbrook"), (0, 1, 2)

practices, people = st.sampled_from(PRACTICES), st.sampled_from(PEOPLE)
places = st.tuples(
    st.sampled_from(list(Role)), st.sampled_from(["active"] * 12 + ["suspended", "left", "awaiting"])
)
acts = st.builds(
    Act,
    verb=st.sampled_from([*DOING, *DOING, *VERBS]),
    person=people,
    at=practices,
    of=practices,
    second=practices,
    whom=st.sampled_from([-1, *PEOPLE]),
    piece=st.integers(0, 1),
)
# What happens next: mostly somebody acts, on their own things three times in four. Now and then something else
# changes; or a place does, between somebody's coming in and their act.
somebody_acts = st.tuples(st.just("somebody_acts"), acts, st.integers(0, 3), st.none())
happenings = st.one_of(
    *[somebody_acts] * 7,
    st.tuples(st.just("somebody_acts"), acts, st.just(3), places),
    st.tuples(st.just("place_changes"), people, practices, places),
    st.tuples(st.just("a_team_changes"), practices, st.booleans()),
    st.tuples(st.just("a_patient_changes"), practices, st.sampled_from(Patient.Status)),
)
given_places = st.lists(st.tuples(people, practices, places), min_size=3, max_size=6)


class Town:
    """The rows that every life begins with, and the people whose places differ from one to the next."""

    def __init__(self, cast: Cast) -> None:
        self.things = {"riverside": things_of(Desk(cast)), "millbrook": things_of(Desk(cast, cast.millbrook))}
        self.people = [
            Person.objects.create_user(f"p{one}@nhs.example", "Pat", f"Number {one}") for one in PEOPLE
        ]
        self.said: Counter[str] = Counter()
        for surgery in (
            cast.riverside,
            cast.millbrook,
        ):  # its administrator is at work, and not only said to be
            for member in surgery.members.values():
                sittings.begin(member.person, browser="Made up")

    def id_of(self, practice: str) -> UUID:
        return self.things[practice].desk.id


class Life:
    """One life of the town, beside the model of it."""

    def __init__(self, town: Town) -> None:
        self.town, self.model = town, Model()
        for things in town.things.values():
            things.members, things.held, things.handed, things.absence = {}, None, None, None

    def place_changes(self, person: int, practice: str, place: Place) -> None:
        """Joining, another role, suspension, an end, and back again."""
        things, (role, state) = self.town.things[practice], place
        with things.desk.acting():
            member, _ = Membership.objects.of(things.desk.id).update_or_create(
                practice_id=things.desk.id,
                person=self.town.people[person],
                defaults={"role": role, "state": state},
            )
        things.members[person] = member.id
        self.model.places[person, practice] = place

    def a_team_changes(self, practice: str, archived: bool) -> None:
        with acting_for(practice_id := self.town.id_of(practice)):
            rows = Team.objects.of(practice_id).filter(name="Nurses")
            rows.update(archived_at=clock.now() if archived else None)
        (self.model.archived.add if archived else self.model.archived.discard)(practice)

    def a_patient_changes(self, practice: str, status: Patient.Status) -> None:
        with acting_for(practice_id := self.town.id_of(practice)):
            Patient.objects.of(practice_id).update(status=status)
        gone = status is not Patient.Status.REGISTERED
        (self.model.unwritable.add if gone else self.model.unwritable.discard)(practice)

    def somebody_acts(self, act: Act, ours: int, meanwhile: Place | None) -> None:
        """Mostly on what is their own; now and then their place changes between coming in and acting."""
        act = self._likely(act, ours)
        things: dict[str, Things] = self.town.things
        person = self.town.people[act.person]
        came_in = doing.look_up(person.id, self.town.id_of(act.at))
        looked_up = self.model.places.get((act.person, act.at))
        if meanwhile is not None and looked_up is not None:
            self.place_changes(act.person, act.at, meanwhile)
        verb = VERBS[act.verb]
        said = doing.said(verb, came_in, act, things)
        expected = self.model.says(act, act.verb not in DOING, looked_up)
        self.town.said[said] += 1

        assert said == expected, f"{act}: the verb says {said}, the model {expected}"

    def _likely(self, act: Act, ours: int) -> Act:
        """A neighbour's thing one time in four; who has a place rather than who has none."""
        person, at = sorted(self.model.places)[act.person % len(self.model.places)]
        of = act.of if ours == 0 and act.verb not in reference_model.OWN else at
        return Act(act.verb, person, at, of, act.second if ours == 1 else at, act.whom, act.piece)


@pytest.fixture
def town(cast: Cast) -> Town:
    return Town(cast)


def live(town: Town, examples: int, planned: int = SEED) -> None:
    @seed(planned)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(given_places, st.lists(happenings, min_size=25, max_size=40))
    def lives(given: list[tuple[int, str, Place]], happens: list[tuple[Any, ...]]) -> None:
        with transaction.atomic():
            life = Life(town)
            try:
                for place in given:
                    life.place_changes(*place)
                for what, *about in happens:
                    getattr(life, what)(*about)
            finally:
                transaction.set_rollback(True)

    lives()


def test_the_verbs_do_what_the_model_says(town: Town) -> None:
    answers = {*doing.SAID.values(), reference_model.DONE, reference_model.TURNED_AWAY}
    lived = 0
    while not lived or (set(town.said) != answers and lived < MOST_LIVES):
        live(town, EXAMPLES, SEED + lived)
        lived += EXAMPLES

    print(f"\n{town.said.total()} acts in {lived} lives, seed {SEED}: {dict(town.said.most_common())}")
    assert set(town.said) == answers


def test_the_model_knows_every_verb_that_a_member_may_do() -> None:
    assert {name for name, verb in VERBS.items() if any(map(verb.may, Role))} == DOING.keys()


@pytest.mark.parametrize("role", list(Role))
def test_the_table_of_permissions_says_what_the_model_says(role: Role) -> None:
    """docs/reference/permissions.md is written from the same question."""
    act = {name: Act(name, 0, "riverside", "riverside", "riverside") for name in VERBS}
    model = {name: Model({(0, "riverside"): (role, "active")}) for name in VERBS}
    allowed = {
        name
        for name in VERBS
        if model[name].says(act[name], name not in DOING, (role, "active")) != reference_model.NOT_PERMITTED
    }
    assert allowed == {name for name, verb in VERBS.items() if verb.may(role)}


class TestEachWayOfLettingInTooManyIsFound:
    """Else the first test would pass for verbs that hold nobody back."""

    def test_a_rule_that_asks_nothing(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("carepost.actions.record.look.check_reader_of_the_record", lambda actor: None)
        self.is_found(town, "record.look.read_record", "riverside", None, "not permitted")

    def test_a_place_that_is_not_held(self, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(doing, "hold_place", lambda member: True)
        self.is_found(
            town, "conversations.work.reopen", "riverside", (Role.MEMBER, "suspended"), "turned away"
        )

    def is_found(self, town: Town, verb: str, at: str, meanwhile: Place | None, instead: str) -> None:
        life = Life(town)
        life.place_changes(0, at, (Role.MEMBER, "active"))
        with pytest.raises(AssertionError, match=f"the verb says done, the model {instead}"):
            life.somebody_acts(Act(verb, 0, at, at, at), 3, meanwhile)
