"""One letter about several patients, on the page: ticked by a person, placed once, and nobody sees another's piece."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from carepost.domain.correspondence.models import Conversation
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.context import acting_for
from tests.integration.web.story import Story

pytestmark = pytest.mark.hazard("HZ-01")

LETTER = (
    "From: Oak House <manager@oakhouse.example>\r\nSubject: Jane Smith and Tunde Adeyemi\r\n"
    "Message-ID: <round@oakhouse.example>\r\n\r\n"
    "Our round.\r\n\r\nJane Smith has palpitations.\r\n\r\nTunde Adeyemi (12/02/1948) takes warfarin.\r\n"
)


@pytest.fixture
def jane(story: Story) -> Patient:
    return story.surgery.patient()


@pytest.fixture
def tunde(story: Story) -> Patient:
    return story.surgery.patient("9990000026", "Adeyemi", "Tunde")


@pytest.fixture
def url(story: Story, jane: Patient, tunde: Patient) -> str:
    return f"/matching/{story.received(LETTER).id}/split"


def seen(page: bytes) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page.decode())
    assert found
    return found[1]


def place(browser: Client, url: str, who: Patient | None, *pieces: int, follow: bool = True):
    fields = {
        "seen": seen(browser.get(url).content),
        "piece": list(pieces),
        "do": "place" if who else "nobody",
    }
    return browser.post(url, fields | ({"candidate": f"patient:{who.id}"} if who else {}), follow=follow)


def about(story: Story, patient: Patient) -> str:
    with acting_for(story.surgery.practice.id):
        return f"/conversations/{Conversation.objects.get(patient=patient.id).id}"


def test_the_item_leads_to_its_pieces_and_nothing_is_ticked(alice: Client, url: str) -> None:
    assert f'href="{url}"'.encode() in alice.get(url.removesuffix("/split")).content

    page = alice.get(url).content

    assert b"0 of 3 pieces placed" in page
    assert b"names SMITH, Jane (born 3 May 1985)" in page
    assert b"999 000 0026" in page
    assert not re.search(rb"<input[^>]*\schecked", page)


def test_each_patient_sees_their_own_piece_and_nothing_of_the_other(
    story: Story, alice: Client, url: str, jane: Patient, tunde: Patient
) -> None:
    assert b"1 of 3 pieces placed" in place(alice, url, jane, 1).content
    assert b"2 of 3 pieces placed" in place(alice, url, tunde, 2).content
    assert b"Every piece is placed" in place(alice, url, None, 0).content

    for patient, own, others in (
        (jane, b"palpitations", (b"warfarin", b"Tunde", b"ADEYEMI", b"1948")),
        (tunde, b"warfarin", (b"palpitations", b"Jane", b"SMITH")),
    ):
        here = about(story, patient)
        for address in (here, f"{here}/print", f"{here}/reply"):
            page = alice.get(address).content.partition(b"<main")[2]
            shown = page.partition(b'class="cp-conv"')[2] or page
            assert own in shown, address
            assert not [word for word in others if word in shown], address


def test_a_part_says_so_and_leads_to_the_whole_letter_only_where_it_was_split(
    story: Story, alice: Client, url: str, jane: Patient
) -> None:
    place(alice, url, jane, 1)
    page = alice.get(about(story, jane)).content.decode()

    assert "a part of a letter about several patients" in page
    assert f'href="{url}"' in page
    assert "Download the original" not in page
    with acting_for(story.surgery.practice.id):
        message = Conversation.objects.get(patient=jane.id).messages.get()
    for way in ("original", "html"):
        assert alice.get(f"/messages/{message.id}/{way}").status_code == 422


def test_the_letter_stays_in_the_list_until_all_is_placed(
    alice: Client, url: str, jane: Patient, tunde: Patient
) -> None:
    place(alice, url, jane, 1)
    assert b"1 waiting" in alice.get("/matching").content
    assert alice.get(url.removesuffix("/split"))["Location"] == url

    place(alice, url, tunde, 0, 2)
    assert b"Nothing needs matching" in alice.get("/matching").content
    assert b"nobody needs to match this letter any more" in alice.get(url).content


def test_looking_for_somebody_keeps_the_ticks_but_chooses_nobody(
    alice: Client, url: str, tunde: Patient
) -> None:
    fields = {"seen": seen(alice.get(url).content), "piece": ["2"], "words": "adeyemi", "do": "find"}

    page = alice.post(url, fields).content.decode()

    assert f'value="patient:{tunde.id}"' in page
    assert re.search(r'name="piece" value="2"[^>]* checked', page)
    assert not re.search(r'name="candidate"[^>]*checked', page)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"do": "place", "piece": "1"}, b"Choose the patient"),
        ({"do": "nobody"}, b"Tick the pieces"),
        ({"do": "find", "piece": "1"}, b"Type an NHS number or a name"),
    ],
)
def test_what_is_missing_is_said(alice: Client, url: str, fields: dict[str, str], said: bytes) -> None:
    answer = alice.post(url, fields | {"seen": seen(alice.get(url).content)})

    assert (answer.status_code, said in answer.content) == (422, True)


def test_a_letter_all_about_nobody_is_refused_and_nothing_is_placed(alice: Client, url: str) -> None:
    answer = place(alice, url, None, 0, 1, 2)

    assert (answer.status_code, b"0 of 3 pieces placed" in answer.content) == (422, True)


def test_the_second_with_the_same_piece_is_told_on_the_page(
    alice: Client, bob: Client, url: str, jane: Patient, tunde: Patient
) -> None:
    fields = {
        "seen": seen(alice.get(url).content),
        "piece": ["1"],
        "do": "place",
        "candidate": f"patient:{tunde.id}",
    }
    place(bob, url, jane, 1)

    answer = alice.post(url, fields)

    assert (answer.status_code, b"A colleague has placed" in answer.content) == (409, True)
    assert b"With SMITH, Jane" in answer.content
    assert b'name="piece" value="1"' not in answer.content


@pytest.mark.parametrize(
    "fields",
    [{"piece": "x"}, {"piece": "77"}, {"candidate": "patient:x"}, {"candidate": "else:1"}, {"seen": "y"}],
)
def test_what_the_page_never_offers_is_not_there(
    alice: Client, url: str, jane: Patient, fields: dict[str, str]
) -> None:
    right = {
        "seen": seen(alice.get(url).content),
        "piece": "1",
        "candidate": f"patient:{jane.id}",
        "do": "place",
    }

    assert alice.post(url, right | fields).status_code == 404


def test_it_can_be_cut_at_each_line(story: Story, alice: Client, jane: Patient) -> None:
    longer = LETTER.replace("Our round.", "Our round.\r\nToday.")
    url = f"/matching/{story.received(longer).id}/split"
    assert b"0 of 3 pieces" in alice.get(url).content
    assert b"0 of 4 pieces" in alice.get(f"{url}?by=lines").content
    assert alice.get(f"{url}?by=letters").status_code == 404


def test_a_part_can_be_taken_back_from_its_conversation(
    story: Story, alice: Client, url: str, jane: Patient
) -> None:
    place(alice, url, jane, 1)
    found = re.search(r'action="(/matching/[^"]+/take-back)"', alice.get(about(story, jane)).content.decode())
    assert found

    page = alice.post(found[1], follow=True).content

    assert b"0 of 3 pieces placed" in page
    assert b"palpitations" not in alice.get(about(story, jane)).content.partition(b"cp-conv__line")[2]


def test_a_letter_said_to_be_junk_is_not_split(alice: Client, url: str) -> None:
    alice.post(f"{url.removesuffix('/split')}/outcome", {"as": "junk"})

    assert b"has been dealt with" in alice.get(url, follow=True).content


def test_opening_a_letter_to_split_is_on_the_ledger(
    story: Story, alice: Client, url: str, jane: Patient
) -> None:
    alice.get(url)
    assert story.ledger()[-1] == "arrival.opened"
    place(alice, url, jane, 1, follow=False)
    assert story.ledger()[-1] == "arrival.split_placed"


def test_a_stranger_finds_no_letter_to_split(
    story: Story, mallory: Client, alice: Client, url: str, jane: Patient
) -> None:
    fields = {
        "seen": seen(alice.get(url).content),
        "piece": "1",
        "candidate": f"patient:{jane.id}",
        "do": "place",
    }
    place(alice, url, jane, 1)
    before = story.ledger()

    assert mallory.get(url).status_code == 404
    assert mallory.post(url, fields).status_code == 404
    assert mallory.post(f"{url.removesuffix('/split')}/parts/1/take-back").status_code == 404
    assert story.ledger() == before
