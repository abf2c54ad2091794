"""Working a conversation: who has it, notes, done, urgent; and what two people at once are told."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from carepost.demo.cast.people import AISHA, CARDIOLOGY, CAROL, PATHOLOGY, SAM
from tests.journeys.conftest import SitsDown
from tests.journeys.desk import Desk

pytestmark = pytest.mark.slow


def assigns(who: Desk, to: str) -> None:
    who.page.locator("summary", has_text="Assign").click()
    who.page.get_by_label("Give this to", exact=True).select_option(label=to)
    who.presses("Assign")


def test_receptionist_gives_it_to_a_team_notes_it_and_finishes_it(at_work: SitsDown) -> None:
    sam = at_work(SAM)
    sam.sends("LINDQVIST, Noah", PATHOLOGY.address, "Journey six: the form.")

    assigns(sam, "Doctors")
    sam.is_told("Assigned to Doctors")
    sam.sees("Assigned to Doctors by Sam Okafor")

    sam.page.locator("summary", has_text="Note").click()
    sam.fills("Note", "Rang the laboratory: ready on Monday.")
    sam.likes_the_page()
    sam.presses("Add note")
    expect(sam.page.get_by_role("article", name="Note by Sam Okafor")).to_contain_text("ready on Monday")

    sam.presses("Urgent")
    sam.is_told("Urgent: pinned to the top of every list")
    sam.presses("Done")
    sam.is_told("Done. A reply opens it again.")
    sam.goes_to("/inbox/done")
    expect(sam.row("Journey six")).to_be_visible()
    sam.row("Journey six").get_by_role("link").click()
    sam.presses("Reopen")
    sam.is_told("Reopened")
    sam.presses("Not urgent")
    sam.is_told("No longer urgent")
    sam.likes_the_page()


def test_note_that_says_nothing_is_refused_at_its_field(at_work: SitsDown) -> None:
    sam = at_work(SAM)
    sam.sends("LINDQVIST, Noah", PATHOLOGY.address, "Journey six, again.")
    sam.page.locator("summary", has_text="Note").click()

    sam.presses("Add note")

    expect(sam.page.get_by_label("Note", exact=True)).to_be_visible()
    expect(sam.page.get_by_label("Note", exact=True)).to_have_accessible_description(re.compile("Error"))
    sam.likes_the_page()


@pytest.mark.hazard("HZ-02")
def test_second_of_two_who_assign_at_once_is_told(at_work: SitsDown) -> None:
    aisha, carol, sam = at_work(AISHA), at_work(CAROL), at_work(SAM)
    conversation = aisha.sends("HADDAD, Leila", CARDIOLOGY.address, "Journey seven: two at once.")
    for one in (carol, sam):
        one.page.goto(one.staged.url + conversation)

    assigns(carol, "Prescribing")
    carol.is_told("Assigned to Prescribing")
    assigns(sam, "Reception")

    sam.is_told("A colleague changed this while you were looking")
    sam.sees("Assigned to Prescribing by Dr Carol Lewis")
    expect(sam.page.get_by_role("main")).not_to_contain_text("Assigned to Reception")
    sam.likes_the_page()
    assigns(sam, "Reception")
    sam.is_told("Assigned to Reception")
