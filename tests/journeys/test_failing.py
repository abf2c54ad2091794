"""What could not be sent, or may not have been: said in red, kept in a list, settled by a person."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from carepost.demo.cast.people import CARDIOLOGY, PRIYA
from tests.journeys.conftest import SitsDown
from tests.journeys.desk import Desk
from tests.journeys.staged import Staged

pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-06")]


def test_message_refused_for_good_is_shown_in_red_and_sent_again_by_a_person(
    at_work: SitsDown, demo: Staged
) -> None:
    priya = at_work(PRIYA)
    with demo.switched(answer="permanent"):
        conversation = priya.sends("GALLAGHER, Niamh", CARDIOLOGY.address, "Journey eight: refused.")
        wait_for_words(priya, conversation, "Not sent")
    assert demo.arrived("northside", "Journey eight") == []

    priya.likes_the_page()
    expect(priya.page.locator("#red-bars")).to_contain_text("could not be sent")
    priya.page.locator("#red-bars").get_by_role("link", name="See what to do").click()
    expect(priya.row("Journey eight")).to_contain_text("Could not be sent")
    priya.likes_the_page()
    priya.row("Journey eight").get_by_role("link").click()
    priya.sees("send it again or leave it")

    priya.presses("Send again")
    priya.is_told("It will be sent again")
    demo.wait_for_arrival("northside", "Journey eight")
    wait_for_words(priya, conversation, "Handed to the mail service")
    priya.goes_to("/inbox/failed")
    expect(priya.row("Journey eight")).to_have_count(0)


def test_message_that_may_have_left_waits_for_a_persons_word(at_work: SitsDown, demo: Staged) -> None:
    priya = at_work(PRIYA)
    with demo.switched(answer="drop-lost"):
        conversation = priya.sends("GALLAGHER, Niamh", CARDIOLOGY.address, "Journey nine: lost.")
        wait_for_words(priya, conversation, "we cannot tell", seconds=60)
    priya.likes_the_page()
    priya.sees("they may get it twice")

    priya.presses("Leave it")

    priya.is_told("It will not be sent again")
    priya.sees("Not sent again, as decided")
    priya.follows("Evidence")
    expect(priya.page.get_by_role("heading", level=1)).to_have_text("Evidence of delivery")
    priya.likes_the_page()
    assert demo.arrived("northside", "Journey nine") == []


def wait_for_words(reader: Desk, conversation: str, words: str, seconds: float = 25) -> None:
    """Loads the conversation until it says so."""
    page, site = reader.page, reader.staged.url
    for _ in range(int(seconds)):
        page.goto(site + conversation)
        if words in page.get_by_role("main").inner_text():
            return
        page.wait_for_timeout(1000)
    expect(page.get_by_role("main")).to_contain_text(re.compile(re.escape(words)))
