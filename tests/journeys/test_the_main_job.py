"""A GP writes to a hospital, the hospital answers, and the answer finds its place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from carepost.demo.cast.people import AISHA, CARDIOLOGY, CAROL
from tests.journeys import hospital
from tests.journeys.conftest import SitsDown

pytestmark = pytest.mark.slow
IN_TIME = 25_000
"""milliseconds in which the worker reads it and the page asks for news"""


@pytest.mark.hazard("HZ-02")
def test_gp_reads_the_hospitals_answer_without_loading_the_page_again(
    at_work: SitsDown, desk: SitsDown
) -> None:
    aisha, cardiology = at_work(AISHA), desk()
    aisha.sends("EZE, Chidinma", CARDIOLOGY.address, "Journey one: the tape.", replies_to="Doctors")
    aisha.likes_the_page()
    team = aisha.context.new_page()
    doctors = aisha.page.get_by_role("link", name=re.compile("^Doctors")).get_attribute("href") or ""
    team.goto(aisha.staged.url + doctors)
    hospital.opens(cardiology, "Journey one")

    hospital.presses_reply(cardiology, "Journey one, answered: bring the tape.")

    expect(aisha.page.get_by_text("Something new has happened here")).to_be_visible(timeout=IN_TIME)
    expect(team.locator("[data-row]").filter(has_text="Journey one")).to_have_count(0)
    team.get_by_role("link", name="1 new, show").click(timeout=IN_TIME)
    team.locator("[data-row]").filter(has_text="Journey one, answered").get_by_role("link").click()
    expect(team.get_by_role("main")).to_contain_text("EZE, Chidinma")
    aisha.page = team
    aisha.likes_the_page()
    aisha.sees("Handed to the mail service")
    aisha.sees("certificate verified")


@pytest.mark.hazard("HZ-01")
def test_clinical_lead_places_an_answer_that_has_no_reference(at_work: SitsDown, desk: SitsDown) -> None:
    aisha, cardiology, carol = at_work(AISHA), desk(), at_work(CAROL)
    aisha.sends("BRAMBLE, Winston", CARDIOLOGY.address, "Journey two: the echo.")
    hospital.opens(cardiology, "Journey two")
    hospital.presses_reply(cardiology, "Journey two, without a reference.", as_new=True)

    carol.finds_in_needs_matching("Journey two, without a reference")
    carol.confirms("BRAMBLE, Winston")
    carol.is_told("Placed in this conversation")
    carol.sees("Journey two, without a reference")
    carol.likes_the_page()

    carol.presses("Undo")
    carol.is_told("Taken back")
    expect(carol.page.get_by_role("heading", level=1)).to_have_text("Needs matching")

    carol.confirms("BRAMBLE, Winston")
    carol.is_told("Placed in this conversation")
    carol.goes_to("/matching")
    expect(carol.page.get_by_role("main")).not_to_contain_text("About one of your patients")
