"""The README's pictures, taken anew by `make screenshots`; without CAREPOST_SCREENSHOTS they are only looked at."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from carepost.demo.cast.people import AISHA, CARDIOLOGY, CAROL, OAK_HOUSE
from carepost.demo.story.outside import wait_for
from tests.journeys import hospital
from tests.journeys.conftest import SitsDown
from tests.journeys.desk import Desk

pytestmark = pytest.mark.slow
LARGEST = 250_000  # octets of one picture: people read the README over slow lines
Take = Callable[[Page, str], None]


@pytest.fixture
def take(tmp_path: Path) -> Take:
    folder = Path(os.environ.get("CAREPOST_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)

    def screenshot(page: Page, name: str) -> None:
        page.mouse.move(0, 0)
        picture = page.screenshot(path=folder / f"{name}.png", animations="disabled", caret="hide")
        assert characters(page) > 500, f"{name} is all but blank"
        assert len(picture) < LARGEST

    return screenshot


def characters(page: Page) -> int:
    """Characters to be read: an empty or broken page has few."""
    return len(page.locator("body").inner_text())


def test_screenshot_of_an_inbox_and_a_conversation(at_work: SitsDown, desk: SitsDown, take: Take) -> None:
    aisha, cardiology = at_work(AISHA), desk()
    aisha.sends("SMITH, Jane", CARDIOLOGY.address, ASKED, replies_to="You")
    hospital.opens(cardiology, "bisoprolol")
    take(cardiology.page, "outside")
    hospital.presses_reply(cardiology, ANSWERED)
    wait_for(lambda: has_come(aisha), "The answer in her inbox")
    aisha.page.goto(aisha.staged.url + "/inbox/all")
    take(aisha.page, "inbox")

    aisha.page.goto(aisha.staged.url + "/inbox/my")
    aisha.row("frequent ectopics").first.get_by_role("link").click()
    aisha.page.locator("summary", has_text="Note").click()
    aisha.fills("Note", "Tape booked for Thursday, room 3.")
    aisha.presses("Add note")
    expect(aisha.page.get_by_role("article", name=re.compile("Note by"))).to_be_visible()
    aisha.goes_to("/conversations/" + aisha.conversation().rpartition("/")[2])
    take(aisha.page, "conversation")


def has_come(reader: Desk) -> bool:
    reader.page.goto(reader.staged.url + "/inbox/my")
    return reader.row("frequent ectopics").count() > 0


def test_screenshot_of_writing(at_work: SitsDown, take: Take) -> None:
    aisha = at_work(AISHA)
    aisha.begins_to_write_about("SMITH, Jane")
    for address in (CARDIOLOGY.address, OAK_HOUSE.address):
        aisha.fills("Add an address", address)
        aisha.page.get_by_role("button", name="Add to To").click()
    aisha.fills("Message", ASKED)
    aisha.page.get_by_label("Message", exact=True).blur()
    aisha.page.evaluate("window.scrollTo(0, 0)")
    take(aisha.page, "compose")


def test_screenshot_of_needs_matching(at_work: SitsDown, take: Take) -> None:
    carol = at_work(CAROL)
    carol.goes_to("/matching")
    carol.row("Medication list please").get_by_role("link").click()
    take(carol.page, "matching")


def test_screenshot_of_who_did_what(at_work: SitsDown, take: Take) -> None:
    carol: Desk = at_work(CAROL)
    carol.goes_to("/who-did-what")
    take(carol.page, "who-did-what")


ASKED = (
    "Dear colleague,\n\nI would be grateful for your advice about this patient's palpitations. They come twice a week, "
    "last a few minutes and have not led to collapse. Would you start bisoprolol, or see her first?"
)
ANSWERED = (
    "Thank you. The story suggests frequent ectopics. Please arrange a 24-hour tape and let me see the result; "
    "no new medicine meanwhile."
)
