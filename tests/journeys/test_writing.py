"""Who may be written to, what is said about it, and that nothing typed is ever lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from carepost.demo.cast.people import AISHA, CARDIOLOGY, CAROL, OAK_HOUSE
from tests.journeys.conftest import SitsDown
from tests.journeys.desk import Desk
from tests.journeys.staged import Staged

pytestmark = pytest.mark.slow
TICK = f"I understand, for {OAK_HOUSE.address}"


@pytest.mark.hazard("HZ-05")
def test_care_provider_is_written_to_only_after_its_warning_is_acknowledged(
    at_work: SitsDown, demo: Staged
) -> None:
    aisha = at_work(AISHA)
    before = len(demo.arrived("oakhouse", "Journey three"))
    aisha.begins_to_write_about("DARWISH, Yasmin")
    aisha.writes(OAK_HOUSE.address, "Journey three: the weight chart.", replies_to="Nurses")

    aisha.presses("Send")
    aisha.has_problem(f"Say that you understand the warning for {OAK_HOUSE.address}", TICK)
    has_kept(aisha, "Journey three: the weight chart.", replies_to="Nurses")
    aisha.sees("has not been accredited to the NHS secure email standard")
    aisha.likes_the_page()
    assert len(demo.arrived("oakhouse", "Journey three")) == before

    aisha.page.get_by_label(TICK).check()
    aisha.presses("Send")
    aisha.conversation()
    demo.wait_for_arrival("oakhouse", "Journey three")

    aisha.follows("Who did what")
    aisha.sees(OAK_HOUSE.address)
    aisha.sees("Dr Aisha Barton acknowledged a warning")
    aisha.likes_the_page()
    carol = at_work(CAROL)
    carol.goes_to("/who-did-what")
    carol.sees("Dr Aisha Barton acknowledged a warning")


def has_kept(writer: Desk, text: str, replies_to: str = "") -> None:
    expect(writer.page.get_by_label("Message", exact=True)).to_have_value(text)
    if replies_to:
        chosen = writer.page.get_by_label("Replies to", exact=True).locator("option:checked")
        expect(chosen).to_have_text(replies_to)


def test_pages_on_the_way_to_a_message_are_accessible(at_work: SitsDown) -> None:
    aisha = at_work(AISHA)
    aisha.goes_to("/compose")

    aisha.presses("Find patient")
    aisha.has_problem("Type an NHS number or a name", "Patient registered here")
    aisha.likes_the_page()

    aisha.fills("Patient registered here", "Adeyemi")
    aisha.presses("Find patient")
    aisha.sees("2 patients found")
    aisha.likes_the_page()
    aisha.follows(re.compile("Write about this patient.*Tunde"))
    aisha.sees("ADEYEMI, Tunde")
    aisha.likes_the_page()


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("two@@northside.example", "@"),
        ("cardiology.advice@n\u043erthside.example", "cyrillic small letter o"),
        ("someone", "@"),
    ],
    ids=["two @", "Cyrillic letter", "no @"],
)
def test_what_is_no_address_is_said_at_the_field_and_stays_as_typed(
    at_work: SitsDown, typed: str, words: str
) -> None:
    aisha = at_work(AISHA)
    aisha.begins_to_write_about("DARWISH, Yasmin")
    aisha.writes(typed, "Journey four: kept.", replies_to="Doctors")

    aisha.presses("Send")

    aisha.has_problem(words, "Add an address")
    expect(aisha.page.get_by_label("Add an address", exact=True)).to_have_value(typed)
    has_kept(aisha, "Journey four: kept.", replies_to="Doctors")
    aisha.likes_the_page()


@pytest.mark.hazard("HZ-05")
def test_address_that_may_not_be_written_to_is_refused_with_its_rule(at_work: SitsDown) -> None:
    aisha = at_work(AISHA)
    aisha.begins_to_write_about("DARWISH, Yasmin")
    aisha.writes("j.smith@nhs.net.example", "Journey four: kept too.")

    aisha.presses("Send")

    aisha.has_problem("Take j.smith@nhs.net.example out: it cannot be written to", "Add an address")
    aisha.sees("Cannot send")
    has_kept(aisha, "Journey four: kept too.")
    aisha.likes_the_page()
    aisha.page.get_by_role("button", name=re.compile("Remove j.smith@nhs.net.example")).click()
    expect(aisha.page.get_by_role("main")).not_to_contain_text("Cannot send")
    has_kept(aisha, "Journey four: kept too.")


def test_files_go_with_the_message_and_stay_when_something_is_wrong(at_work: SitsDown, demo: Staged) -> None:
    aisha = at_work(AISHA)
    aisha.begins_to_write_about("DARWISH, Yasmin")
    letter = {"name": "Letter.txt", "mimeType": "text/plain", "buffer": b"Journey five, the letter."}
    aisha.page.get_by_label("Add files", exact=True).set_input_files(letter)  # type: ignore[arg-type]
    aisha.writes("nobody@nowhere", "Journey five: with a letter.")
    aisha.presses("Send")
    aisha.sees("Letter.txt")

    aisha.writes(CARDIOLOGY.address, "Journey five: with a letter.")
    aisha.presses("Send")

    aisha.conversation()
    arrived = demo.wait_for_arrival("northside", "Journey five")
    assert [file["name"] for file in arrived["attachments"]] == ["Letter.txt"]
