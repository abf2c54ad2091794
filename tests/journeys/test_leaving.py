"""Somebody leaves, and answers still come; somebody works at two practices with a window of each open."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from carepost.demo.cast.people import DEV, MILLBROOK, MORGAN, RIVERSIDE, SAM
from tests.journeys import hospital
from tests.journeys.behind import write_many
from tests.journeys.conftest import SitsDown
from tests.journeys.places import give_place
from tests.journeys.staged import Staged

pytestmark = pytest.mark.slow
LEAVER = "robin.tate@nhs.example"


@pytest.mark.hazard("HZ-02")
def test_what_a_leaver_had_goes_to_a_team_and_so_do_the_answers_that_still_come(
    demo: Staged, at_work: SitsDown, desk: SitsDown
) -> None:
    give_place(demo, LEAVER, RIVERSIDE.ods)
    write_many(demo, LEAVER, 3)
    dev = at_work(DEV)
    dev.goes_to("/practice")
    dev.follows("Who holds what")
    dev.likes_the_page()
    dev.follows("Hand over what Robin Tate holds")
    dev.likes_the_page()
    dev.sees("3 open conversations")

    dev.page.get_by_label("All of it goes to", exact=True).select_option(label="Reception")
    dev.presses("See what will happen")
    dev.sees("All of this goes to Reception")
    dev.likes_the_page()
    dev.presses("Hand it over")
    dev.is_told("Handed over to Reception: 3 open conversations")
    dev.sees("so the place can be ended")

    laboratory = desk()
    hospital.opens(laboratory, "Made-up letter 3 of Robin Tate.")
    hospital.presses_reply(laboratory, "Journey: an answer to a leaver.")
    sam = at_work(SAM)
    sam.goes_to("/inbox/my")
    sam.follows(re.compile("^Reception"))
    expect(sam.row("Journey: an answer to a leaver.")).to_be_visible(timeout=30_000)
    sam.likes_the_page()


@pytest.mark.hazard("HZ-09")
def test_two_windows_of_two_practices_do_not_bleed_into_each_other(demo: Staged, at_work: SitsDown) -> None:
    give_place(demo, MORGAN.email, RIVERSIDE.ods)
    morgan = at_work(MORGAN)
    morgan.goes_to("/me/away")
    expect(morgan.page.locator(".cp-head__practice").first).to_contain_text(MILLBROOK.name)
    morgan.fills("A note for colleagues (you may leave this empty)", "Ring my deputy.")

    other = morgan.context.new_page()
    other.goto(demo.url + "/inbox/my")
    other.locator("summary", has_text="change practice").click()
    other.get_by_role("button", name=re.compile(RIVERSIDE.name)).click()
    expect(other.locator(".cp-head__practice").first).to_contain_text(RIVERSIDE.name)

    morgan.presses("Save")
    expect(morgan.page.get_by_role("heading", name=f"You are at {RIVERSIDE.name} now")).to_be_visible()
    morgan.likes_the_page()
    morgan.presses(f"Go to {MILLBROOK.name}")
    expect(morgan.page.locator(".cp-head__practice").first).to_contain_text(MILLBROOK.name)
    morgan.presses("Go on with it")
    morgan.sees("Away: answers go to")
    morgan.sees("Ring my deputy.")
    morgan.presses("End it now")
    morgan.is_told("Answers come to you again.")
