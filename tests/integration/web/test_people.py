"""People: an administrator lets them in, asks, refuses, suspends; whoever waits sees what is missing and no patient."""

from __future__ import annotations

import pytest
from django.test import Client

from carepost.domain.identity.models import Telephone
from carepost.domain.organisations.models import Membership, Question
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Role, clock, new_id
from tests.cast import Cast
from tests.integration.people.conftest import again, attested, new_place, told
from tests.integration.web.conftest import SignIn

pytestmark = pytest.mark.hazard("HZ-09")

SEEN = {
    "system": "emis",
    "user_name": "erin.made.up",
    "profile_role": "Pharmacist",
    "full_name": "Erin Stone",
}


@pytest.fixture
def erin(cast: Cast) -> Membership:
    """Who waits to be let in."""
    return new_place(cast.riverside)


@pytest.fixture
def her_browser(sign_in: SignIn, erin: Membership) -> Client:
    return sign_in(erin.as_actor())


def person(member: Membership, what: str = "") -> str:
    return f"/practice/people/{member.id}" + (f"/{what}" if what else "")


def test_all_evidence_is_on_one_screen(cast: Cast, dev: Client, erin: Membership) -> None:
    for who in (erin.person, cast.riverside.members["bob"].person):
        Telephone.objects.create(person=who, number="+447700900123", proved_at=clock.now())

    page = dev.get(person(erin)).content.decode()

    for words in (
        "erin.stone@nhs.example",
        "Looks like their own",
        "Another account uses this telephone too",
        "none seen yet",
        "they came by themselves",
    ):
        assert words in page, words


def test_the_switchboard_is_nobodys_own_telephone(dev: Client, erin: Membership) -> None:
    Telephone.objects.create(person=erin.person, number="+441632960123", proved_at=clock.now())

    assert "own number" in dev.get(person(erin)).content.decode()


def test_other_practices_are_a_number_only(cast: Cast, dev: Client, erin: Membership) -> None:
    with acting_for(cast.millbrook.practice.id):
        Membership.objects.create(practice=cast.millbrook.practice, person=erin.person, state="active")

    page = dev.get(person(erin)).content.decode()

    assert "<dt>Other practices here</dt><dd>1</dd>" in page
    assert "Millbrook" not in page


def test_seen_then_approved_they_work_here(
    cast: Cast, dev: Client, erin: Membership, her_browser: Client
) -> None:
    assert dev.post(person(erin, "approve"), {"role": "member"}).status_code == 422
    dev.post(person(erin, "attest"), SEEN | {"day": clock.today().isoformat()})
    team = cast.riverside.team("Prescribing")

    answer = dev.post(person(erin, "approve"), {"role": "member", "team": [str(team.id)]}, follow=True)

    assert "Erin Stone may work here now." in answer.content.decode()
    assert her_browser.get("/inbox/my").status_code == 200


def test_whoever_waits_sees_what_is_missing_and_no_patient(her_browser: Client) -> None:
    assert her_browser.get("/")["Location"] == "/join/waiting"
    assert her_browser.get("/inbox/all")["Location"] == "/join/waiting"
    assert her_browser.post("/compose", {"step": "send"})["Location"] == "/join/waiting"
    assert her_browser.get("/help/").status_code == 200
    page = her_browser.get("/join/waiting").content.decode()
    assert "Riverside Surgery" in page
    assert "profile in the practice&#39;s clinical system" in page


def test_a_question_goes_there_and_back(dev: Client, erin: Membership, her_browser: Client) -> None:
    dev.post(person(erin, "ask"), {"question": "Which rooms do you work in?"})
    with acting_for(erin.practice_id):
        asked = Question.objects.of(erin.practice_id).get()
    assert "Which rooms do you work in?" in her_browser.get("/join/waiting").content.decode()

    her_browser.post(f"/join/waiting/{asked.id}", {"answer": "The dispensary"})

    assert "The dispensary" in dev.get(person(erin)).content.decode()


def test_nobody_answers_for_somebody_else(cast: Cast, sign_in: SignIn, erin: Membership, dev: Client) -> None:
    dev.post(person(erin, "ask"), {"question": "Which rooms do you work in?"})
    with acting_for(erin.practice_id):
        asked = Question.objects.of(erin.practice_id).get()
    finn = sign_in(new_place(cast.riverside, "Finn").as_actor())

    answers = [finn.post(f"/join/waiting/{one}", {"answer": "Hello"}) for one in (asked.id, new_id())]

    assert [one.status_code for one in answers] == [404, 404]


def test_whoever_is_refused_reads_why(dev: Client, erin: Membership, her_browser: Client) -> None:
    assert dev.post(person(erin, "refuse"), {"reason": ""}).status_code == 422
    dev.post(person(erin, "refuse"), {"reason": "You work at another practice."})

    assert "You work at another practice." in her_browser.get("/", follow=True).content.decode()


def test_suspended_and_restored(cast: Cast, dev: Client, bob: Client) -> None:
    member = cast.riverside.members["bob"]
    answer = dev.post(person(member, "suspend"), {"why": "The telephone is lost."}, follow=True)
    assert "suspended, from this moment on" in answer.content.decode()
    assert bob.get("/inbox/my").status_code == 403

    dev.post(person(member, "restore"))

    assert again(member).state == "active"


def test_a_role_changed_is_changed_back(cast: Cast, dev: Client) -> None:
    member = cast.riverside.members["bob"]
    page = dev.post(person(member, "role"), {"role": Role.IG_LEAD}, follow=True).content.decode()

    assert "Undo" in page
    assert again(member).role == Role.IG_LEAD


def test_who_has_left_stays_on_the_list(cast: Cast, dev: Client) -> None:
    member = cast.riverside.members["bob"]
    dev.post(person(member, "leave"), {"why_left": "Retired"})

    page = dev.post("/practice/people", {"words": "okafor", "state": "left"}).content.decode()

    rows = page.partition("<main")[2]
    assert "Bob Okafor" in rows
    assert "Carol Lewis" not in rows
    assert dev.get(person(member)).status_code == 200


def test_the_last_administrator_is_told_why_not(cast: Cast, dev: Client) -> None:
    answer = dev.post(person(cast.riverside.members["dev"], "leave"), {})

    assert answer.status_code == 422
    assert "a practice needs two" in answer.content.decode()


def test_signed_out_everywhere_they_sign_in_anew(cast: Cast, dev: Client, bob: Client) -> None:
    dev.post(person(cast.riverside.members["bob"], "sign-out"))

    assert bob.get("/inbox/my").status_code == 302
    assert told(cast.riverside)[-1] == "sessions.ended"


DEEDS = ("approve", "refuse", "ask", "attest", "role", "suspend", "restore", "leave", "sign-out")
FIELDS = SEEN | {
    "role": "member",
    "reason": "Made up.",
    "question": "Who?",
    "why": "Made up.",
    "day": "2026-05-01",
}


@pytest.mark.parametrize("what", DEEDS)
def test_a_strange_administrator_can_do_nothing(
    cast: Cast, mallory: Client, erin: Membership, what: str
) -> None:
    attested(cast, erin)
    before = told(cast.riverside)

    assert mallory.post(person(erin, what), FIELDS).status_code == 404
    assert (told(cast.riverside), again(erin).state) == (before, "awaiting")


def test_to_a_stranger_nobody_is_there(mallory: Client, erin: Membership) -> None:
    assert mallory.get(person(erin)).status_code == 404
    assert "Erin" not in mallory.get("/practice/people").content.decode()


@pytest.mark.parametrize("what", DEEDS)
def test_only_an_administrator_does_it(cast: Cast, bob: Client, erin: Membership, what: str) -> None:
    assert bob.post(person(erin, what), FIELDS).status_code == 403
