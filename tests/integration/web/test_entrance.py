"""Who comes in, and who does not."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from carepost.actions.people.own_codes import make_own_code
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Role
from tests.cast import Cast
from tests.integration.web.story import Story

SOME = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
PAGES = [
    "/",
    "/inbox/my",
    f"/inbox/team/{SOME}",
    f"/inbox/colleague/{SOME}",
    "/live",
    f"/conversations/{SOME}",
    f"/conversations/{SOME}/print",
    f"/conversations/{SOME}/reply",
    f"/conversations/{SOME}/who-did-what",
    "/compose",
    "/who-did-what",
    f"/messages/{SOME}/html",
    f"/messages/{SOME}/original",
    f"/attachments/{SOME}",
    f"/envelopes/{SOME}/original",
    f"/envelopes/{SOME}/evidence",
    "/matching",
    f"/matching/{SOME}",
    f"/matching/{SOME}/original",
    f"/matching/{SOME}/html",
    f"/matching/{SOME}/attachments/1",
]
DEEDS = [
    "/switch",
    *(f"/conversations/{SOME}/{what}" for what in ("assign", "note", "done", "reopen", "urgent", "reply")),
    "/compose",
    f"/envelopes/{SOME}/settle",
    f"/matching/{SOME}",
    *(f"/matching/{SOME}/{what}" for what in ("confirm", "outcome", "unmatch", "unsettle")),
]


@pytest.mark.parametrize("address", PAGES)
def test_somebody_not_signed_in_is_asked_to(db: None, client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.hazard("HZ-09")
@pytest.mark.parametrize("address", DEEDS)
def test_somebody_not_signed_in_can_do_nothing(db: None, client: Client, address: str) -> None:
    assert client.post(address)["Location"].startswith("/accounts/login/")


def test_help_is_there_for_everybody(db: None, client: Client) -> None:
    assert client.get("/help/").status_code == 200


@pytest.mark.hazard("HZ-09")
def test_a_member_without_a_second_step_can_only_show_their_address_and_set_one_up(
    cast: Cast, client: Client
) -> None:
    person = Person.objects.get(id=cast.alice.person_id)
    client.force_login(person)
    assert client.get("/inbox/my")["Location"] == "/me/address"

    client.post("/me/address", {"code": make_own_code(email=person.email)})

    assert client.get("/inbox/my")["Location"] == "/accounts/2fa/totp/activate/"


@pytest.mark.hazard("HZ-09")
def test_whoever_waits_for_approval_is_told_so_and_sees_nothing_else(cast: Cast, alice: Client) -> None:
    with acting_for(cast.riverside.practice.id):
        Membership.objects.filter(id=cast.alice.id).update(state=Membership.State.AWAITING)

    assert alice.get("/inbox/my")["Location"] == "/join/waiting"
    assert alice.post("/switch", {"practice": str(cast.riverside.practice.id)})["Location"] == "/join/waiting"


@pytest.mark.hazard("HZ-09")
@pytest.mark.parametrize("state", [Membership.State.SUSPENDED, Membership.State.LEFT])
def test_a_member_whose_place_has_ended_is_out_at_the_next_click(
    cast: Cast, alice: Client, state: str
) -> None:
    assert alice.get("/inbox/my").status_code == 200
    with acting_for(cast.riverside.practice.id):
        Membership.objects.filter(id=cast.alice.id).update(state=state)

    answer = alice.get("/inbox/my")

    assert (answer.status_code, b"You have no place here now" in answer.content) == (403, True)
    how = "is suspended" if state == Membership.State.SUSPENDED else "has ended"
    page = answer.content.decode()
    assert f"Your place at Riverside Surgery {how}." in page
    assert "Ask a practice administrator at Riverside Surgery, or ring 01632 960123." in page
    assert "Dev" not in page
    assert alice.get("/inbox/my").status_code == 302


@pytest.mark.hazard("HZ-09")
def test_somebody_at_two_practices_sees_one_at_a_time_and_can_change(cast: Cast, alice: Client) -> None:
    with acting_for(cast.millbrook.practice.id):
        Membership.objects.create(
            practice=cast.millbrook.practice, person_id=cast.alice.person_id, role=Role.MEMBER, state="active"
        )
    first = alice.get("/inbox/my").content

    alice.post("/switch", {"practice": str(cast.riverside.practice.id)})
    there = alice.get("/inbox/my").content
    alice.post("/switch", {"practice": str(cast.millbrook.practice.id)})
    here = alice.get("/inbox/my").content

    assert b"Millbrook Practice" in first
    assert b"Bob Okafor" in there
    assert b"Bob Okafor" not in here
    assert b"Mallory Grey" in here


@pytest.mark.hazard("HZ-09")
def test_nobody_can_change_to_a_practice_where_they_do_not_work(cast: Cast, alice: Client) -> None:
    assert alice.post("/switch", {"practice": str(cast.millbrook.practice.id)}).status_code == 404


@pytest.mark.hazard("HZ-09")
def test_pages_are_not_kept_by_the_browser(alice: Client) -> None:
    assert "no-store" in alice.get("/inbox/my")["Cache-Control"]


def test_every_page_runs_only_our_own_scripts_by_nonce(alice: Client) -> None:
    answer = alice.get("/inbox/my")
    policy = answer["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert f'nonce="{nonce}"'.encode() in answer.content
    assert answer.content.count(b"<script") == answer.content.count(b"nonce=")


def test_a_page_that_is_not_there_says_so_plainly(alice: Client) -> None:
    answer = alice.get("/nothing/here")

    assert (answer.status_code, b"We cannot find that page" in answer.content) == (404, True)


def test_a_reader_cannot_be_made_to_do_something_by_a_link(story: Story, alice: Client) -> None:
    conversation = story.answered()

    assert alice.get(f"/conversations/{conversation.id}/done").status_code == 405


def test_a_form_of_another_site_does_nothing(story: Story, alice: Client) -> None:
    conversation = story.answered()
    alice.handler.enforce_csrf_checks = True

    answer = alice.post(f"/conversations/{conversation.id}/done")

    assert (answer.status_code, b"You cannot do that" in answer.content) == (403, True)
    assert story.now(conversation.id).state == "waiting"
