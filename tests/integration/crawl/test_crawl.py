"""Everybody of two practices walks the site, and asks for what the others have seen.

Prints how many addresses and requests it was, how many of them read something of a neighbour's (none), and the
times, which nothing hangs on: equal work is judged by what the database is asked, which cannot flake.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from carepost.config.urls import urlpatterns
from carepost.ground.kernel import Role
from scripts.reference import public
from scripts.reference.addresses import addresses_of, is_library, roles_let_in
from tests.integration.crawl.acting import slipped_in, tried, with_neighbours
from tests.integration.crawl.asking import ask, name_of
from tests.integration.crawl.copies import copy_of_the_database
from tests.integration.crawl.fences import queries_unfenced
from tests.integration.crawl.page import Address
from tests.integration.crawl.people import Practice, Town, Viewer, make_town, of_patients
from tests.integration.crawl.strangers import Asked, ask_as_stranger
from tests.integration.crawl.walking import Walk, filled, of_library, once, one_of_each, walk

pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-09"), pytest.mark.timeout(1200)]

# Names that nobody gets an answer from here, and why that is as it should be.
ONE_PERSONS = "what was kept is for one person alone: tests/integration/web/test_locking.py"
OWN_ONLY = "what is one's own only oneself takes back: tests/integration/web/test_leaving.py, .../details"
CLOSED = "an address is changed another way, and the library's own page for it answers that there is none"
NO_PROVIDER = "there is none until an operator sets one up: tests/wire/sign_on"
LEAD_TO_THE_DOOR = {"home", "mfa_login_webauthn"}
# A directory's own door: its token decides, and no sign-in of anybody's (tests/integration/provisioning).
OF_PROGRAMS = {"scim"}
NO_WAY_YET = {"sign-on"}  # answers nobody until an operator sets a provider up
NEVER_REACHED = {
    **dict.fromkeys(("away-own-end", "hand-over-own-undo", "prove-change", "take-back-change"), OWN_ONLY),
    "sign-on-back": NO_PROVIDER,
    "sign-on-signed-out": NO_PROVIDER,
    "own-sign-on-link": NO_PROVIDER,
    "own-sign-on-unlink": NO_PROVIDER,
    "account_email": CLOSED,
    "account_email_verification_sent": CLOSED,
    "kept-go-on": ONE_PERSONS,
    "kept-let-go": ONE_PERSONS,
    "founding": "the secret is shown at the console only: tests/integration/people/test_founding.py",
    "way-back-ask": "only while no administrator is at work: tests/integration/people/test_way_back.py",
    "invited": "the secret of an invitation is in one mail only: tests/integration/people/test_inviting.py",
    "waiting-answer": "for whoever waits, who has no role yet: tests/integration/web/test_people.py",
    "platform-vouch": "for two approvers, who are asked anew: tests/integration/platform/test_vouching.py",
    "metrics": "there are no figures until a token for them has been set, and then it is asked for",
}
# Whoever presses these, on whatever page, ends their own session: nothing more could be asked.
ENDS_ONES_OWN = {"account_logout", "lock"}
DONE = {200, 204, 302, 409, 422, 503}
ANSWERED = {200, 503}  # 503: /readyz, while no worker runs
EVERYTHING = 1000
# By itself one stranger asks for everything there is of Riverside, and the others for one of each kind.
ALL_OF_THEM = os.environ.get("CAREPOST_CRAWL") == "everything"
OTHER_METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Crawl:
    """The town, what each of its people saw on their walk, and all there is to ask for of each practice."""

    town: Town
    walks: dict[str, Walk]
    of_practice: dict[str, list[Address]]
    own: dict[str, frozenset[str]]

    def addresses(self, practice: Practice, *, each: int) -> list[Address]:
        """Those with an id of the practice's own."""
        found = (
            one
            for one in self.of_practice[str(practice.id)]
            if one.ids & self.own[str(practice.id)] and name_of(one.path) not in ENDS_ONES_OWN
        )
        return once(found, each=each)


@pytest.fixture(scope="module")
def crawl(
    logins: dict[str, str],
    worker_id: str,
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[Crawl]:
    quiet = logging.getLogger("django.request")
    before = quiet.level
    name = f"carepost_crawl_{worker_id}"
    with django_db_blocker.unblock(), copy_of_the_database(logins["superuser"], name) as copy:  # type: ignore[attr-defined]
        quiet.setLevel(logging.CRITICAL)
        yield _crawled(make_town(copy))
        quiet.setLevel(before)


def _crawled(town: Town) -> Crawl:
    """One of Riverside looks at everything; the others at one of every kind, or a few."""
    walks = {town.passer_by.name: walk(town.passer_by)}
    of_practice = {}
    for practice in town.practices:
        seen = [
            walk(viewer, _at_most(practice is town.riverside, viewer)) for viewer in practice.viewers.values()
        ]
        walks |= {one.viewer.name: one for one in seen}
        linked = [address for one in reversed(seen) for address in one.found]
        of_practice[str(practice.id)] = [*linked, *filled(practice)]
    return Crawl(town, walks, of_practice, {str(one.id): town.own_ids(one) for one in town.practices})


def _at_most(at_riverside: bool, viewer: Viewer) -> int:
    if ALL_OF_THEM or (at_riverside and viewer.role is Role.ADMINISTRATOR):
        return EVERYTHING
    return 3 if viewer.role is Role.ADMINISTRATOR else 1


def _strangers(crawl: Crawl, practice: Practice) -> list[Viewer]:
    other, without = crawl.town.other(practice), [practice.viewers["suspended"], crawl.town.passer_by]
    if ALL_OF_THEM or practice is crawl.town.riverside:
        return [*other.members, *without]
    return [other.viewers["ig_lead"], *without]


def _foreign(crawl: Crawl, viewer: Viewer, practice: Practice, *, each: int) -> Asked:
    addresses = crawl.addresses(practice, each=each)
    return ask_as_stranger(viewer, addresses, practice, crawl.own[str(practice.id)])


def test_whoever_is_elsewhere_finds_nothing_of_ours_and_changes_nothing(crawl: Crawl) -> None:
    before, asked = crawl.town.fingerprints(), Asked()
    for practice in crawl.town.practices:
        for viewer in _strangers(crawl, practice):
            asked += _foreign(
                crawl, viewer, practice, each=EVERYTHING if viewer.role is Role.ADMINISTRATOR else 1
            )
    seen = sum(len(one.answers) for one in crawl.walks.values())
    urls = {address.path for found in crawl.of_practice.values() for address in found}
    print(
        f"\n{seen} pages walked by {len(crawl.walks)} people; {len(urls)} addresses, of them asked for as strangers:"
    )
    for practice in crawl.town.practices:
        there = len(crawl.addresses(practice, each=EVERYTHING))
        print(f"  {there} requests that name one of {len(crawl.own[str(practice.id)])} ids of its own")
    print(f"{asked.requests} requests of strangers, {len(asked.reads)} foreign reads; {asked.times()}")

    assert asked.reads == []
    assert asked.differences == []
    assert asked.failures == []
    assert crawl.town.fingerprints() == before
    assert asked.requests > 1000


def test_no_other_method_gets_round_it(crawl: Crawl) -> None:
    practice = crawl.town.riverside
    stranger = crawl.town.millbrook.viewers["administrator"]
    addresses = [
        Address(method, one.url)
        for one in crawl.addresses(practice, each=1)
        if one.method == "GET"
        for method in OTHER_METHODS
    ]
    before = crawl.town.fingerprints()
    asked = ask_as_stranger(stranger, addresses, practice, crawl.own[str(practice.id)])

    assert (asked.reads, asked.differences, asked.failures) == ([], [], [])
    assert crawl.town.fingerprints() == before


def test_a_neighbours_id_in_a_form_of_ones_own_takes_nothing_in(crawl: Crawl) -> None:
    ours, theirs = crawl.town.millbrook, crawl.town.riverside
    viewer, own = ours.viewers["administrator"], crawl.own[str(theirs.id)]
    forms = once((one for one in crawl.of_practice[str(ours.id)] if one.method == "POST"), each=1)
    before = crawl.town.fingerprints()
    changed = list(with_neighbours(forms, crawl.town.copy, ours, theirs))
    wrong = [words for one in changed for words in slipped_in(viewer, one, ours, own, theirs.words)]

    print(f"\n{len(changed)} forms with a neighbour's id in them")
    assert wrong == []
    assert len(changed) > 20
    assert crawl.town.fingerprints() == before


def test_each_role_is_answered_as_the_table_of_permissions_says(crawl: Crawl) -> None:
    pages = {pattern.name: pattern for _, pattern in addresses_of(urlpatterns) if not is_library(pattern)}
    patterns = {name: pattern for name, pattern in pages.items() if name not in OF_PROGRAMS}
    practice = crawl.town.riverside
    addresses = [one for one in crawl.of_practice[str(practice.id)] if name_of(one.path) in patterns]
    let_in: dict[str, set[Role | None]] = {}
    worked: set[str] = set()
    for viewer in (practice.viewers[role.value] for role in Role):
        for address in one_of_each(addresses):
            answer, _ = tried(viewer, address)
            if answer.status in DONE:
                worked.add(name_of(address.path))
            if answer.status not in {403, 405}:
                let_in.setdefault(name_of(address.path), set()).add(viewer.role)

    allowed = {name: roles_let_in(pattern) for name, pattern in patterns.items()}
    assert let_in == {name: roles for name, roles in allowed.items() if roles}
    both = practice.viewers["both"]  # nobody else has anywhere to change to
    changes = (one for one in crawl.walks[both.name].found if name_of(one.path) == "switch")
    worked |= {name_of(one.path) for one in changes if tried(both, one)[0].status in DONE}
    worked |= {name for one in crawl.town.platform for name in walk(one).names_opened()}
    assert patterns.keys() - worked - _opened(crawl) == NEVER_REACHED.keys()


def _opened(crawl: Crawl) -> set[str]:
    return {name for one in crawl.walks.values() if one.viewer.role for name in one.names_opened()}


def test_nobody_is_shown_an_id_of_where_they_do_not_act(crawl: Crawl) -> None:
    for practice in crawl.town.practices:
        theirs = crawl.own[str(crawl.town.other(practice).id)]
        for viewer in practice.viewers.values():
            # whoever works at both may change to the other, which the page offers by its id
            known = {str(crawl.town.other(practice).id)} if viewer is practice.viewers["both"] else set()
            assert crawl.walks[viewer.name].ids & theirs <= known, viewer.name
    assert len(crawl.walks[crawl.town.riverside.viewers["administrator"].name].ids) > 30


def test_nobody_is_let_in_without_a_place(crawl: Crawl) -> None:
    for practice in crawl.town.practices:
        answers = crawl.walks[practice.viewers["suspended"].name].answers.values()
        assert [answer.status for answer in answers] == [403]


def test_people_of_the_platform_read_nothing_of_a_patient_anywhere(crawl: Crawl) -> None:
    """Every page there is, every form and every id of both practices, errors included."""
    secrets = frozenset().union(*(of_patients(one) for one in crawl.town.practices))
    read, asked = [], 0
    for viewer in crawl.town.platform:
        walked = walk(viewer)
        everything = [address for found in crawl.of_practice.values() for address in once(found, each=2)]
        for address in [*walked.answers, *walked.found, *everything, *of_library()]:
            answer, _ = tried(viewer, address)
            told, asked = answer.headers + answer.body, asked + 1
            read += [f"{viewer.name}: {address.method} {address.url}" for one in secrets if one in told]
        assert {"platform", "platform-practice"} <= walked.names_opened()

    print(f"\n{asked} requests of people of the platform, {len(secrets)} words looked for")
    assert read == []
    assert len(secrets) > 20
    assert asked > 400


def test_signed_out_the_public_pages_answer_and_no_others(crawl: Crawl) -> None:
    addresses = [*(one for one in filled(crawl.town.riverside) if one.method == "GET"), *of_library()]
    answered = {name_of(one.path) for one in addresses if ask(crawl.town.passer_by, one).status in ANSWERED}

    assert answered == public.names() - NEVER_REACHED.keys() - NO_WAY_YET
    assert crawl.walks[crawl.town.passer_by.name].names_opened() <= public.names() | LEAD_TO_THE_DOOR


def test_the_queries_alone_hold(crawl: Crawl) -> None:
    """Row-level security taken out of the database."""
    before = crawl.town.fingerprints()
    with crawl.town.copy.without_policies():
        asked = _with_some(crawl)

    assert asked.reads == []
    assert asked.differences == []
    assert crawl.town.fingerprints() == before


def test_the_database_alone_holds(crawl: Crawl) -> None:
    """Every query asks for everybody's rows."""
    before = crawl.town.fingerprints()
    with queries_unfenced():
        asked = _with_some(crawl)

    assert asked.reads == []
    assert asked.differences == []
    assert crawl.town.fingerprints() == before


def test_without_both_the_crawl_finds_the_leaks(crawl: Crawl) -> None:
    """Else the tests above would pass for a crawl that sees nothing. It comes last: it changes what is there."""
    before = crawl.town.fingerprints()
    with crawl.town.copy.without_policies(), queries_unfenced():
        asked = _with_some(crawl)

    print(
        f"\n{len(asked.reads)} foreign reads without both fences, {len(asked.differences)} answers that differ"
    )
    assert len(asked.reads) > 30
    assert len(asked.differences) > 30
    assert crawl.town.fingerprints() != before


def _with_some(crawl: Crawl) -> Asked:
    """Somebody who may do all there is at Millbrook asks for one of everything at Riverside."""
    asked = _foreign(crawl, crawl.town.millbrook.viewers["administrator"], crawl.town.riverside, each=1)
    print(f"\n{asked.requests} requests, {len(asked.reads)} foreign reads")
    return asked
