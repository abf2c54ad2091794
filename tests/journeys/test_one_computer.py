"""Three people at one computer: locked with one key, taken over with one touch, and every draft where it was."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from carepost.demo.cast.people import AISHA, CAROL, DEV, PASSWORD, SAM, Staff
from tests.journeys.conftest import SitsDown
from tests.journeys.desk import Desk
from tests.journeys.keys import WINDOWS_HELLO, KeyRing

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
WORDS = "What I had written when the telephone rang."


@dataclass
class FrontDesk:
    """One computer; how many presses and seconds each change of place took."""

    desk: Desk
    keys: KeyRing
    took: list[tuple[str, int, float]] = field(default_factory=list)

    def signs_in_whole(self, who: Staff) -> None:
        self.desk.signs_in(who)

    def sets_up_a_key(self, who: Staff) -> None:
        self.desk.page.goto(self.desk.staged.url + "/accounts/2fa/webauthn/add/")
        self.desk.likes_the_page()
        self.desk.fills("What you call it", "Blue key")
        self.desk.page.get_by_label("No, it is mine alone").check()
        with self.keys.of(who.email):
            self.desk.presses("Set it up")
            expect(self.desk.page).to_have_url(re.compile("/accounts/2fa/(recovery-codes/)?$"))

    def takes_over(self, who: Staff) -> None:
        """From the covered page to this person's own pages."""
        page, began = self.desk.page, time.perf_counter()
        with self.keys.of(who.email):
            page.get_by_role("link", name="Switch person").click()
            page.get_by_role("button", name=who.name).click()
            expect(page).to_have_url(re.compile("/inbox/my|/me/kept"))
            works_there(page, who)
            self.took.append((who.given, 2, time.perf_counter() - began))

    def locks(self) -> None:
        """One key, also while typing."""
        self.desk.page.keyboard.press("Alt+l")
        expect(self.desk.page.get_by_role("dialog", name="Locked")).to_be_visible()
        self.desk.likes_the_page()


def works_there(page: Page, who: Staff) -> None:
    """In this window, and nothing of anybody else is to be seen."""
    theirs = page.locator("summary[aria-label*='your account']")
    expect(theirs).to_have_attribute("aria-label", re.compile(who.name))
    expect(page.get_by_role("dialog", name="Locked")).to_be_hidden()


@pytest.mark.hazard("HZ-09")
def test_three_people_at_one_computer(desk: SitsDown) -> None:
    here = sit = desk()
    front = FrontDesk(here, KeyRing(here))
    front.signs_in_whole(DEV)
    here.goes_to("/practice/devices")
    here.fills("What people here call it", "Front desk, left")
    here.presses("Enrol this computer")
    here.sees("You sit at “Front desk, left”")
    sign_out(here)
    for who in (CAROL, AISHA, SAM):
        front.signs_in_whole(who)
        front.sets_up_a_key(who)
        if who is not SAM:
            sign_out(here)

    sit.page.goto(here.staged.url + "/inbox/my")
    sit.begins_to_write_about("SMITH, Jane")
    sit.fills("Message", WORDS)
    other_window = here.context.new_page()
    other_window.goto(here.staged.url + "/inbox/all")
    sit.page.bring_to_front()
    front.locks()
    expect(other_window.get_by_role("dialog", name="Locked")).to_be_visible()
    front.takes_over(CAROL)
    works_there(other_window, CAROL)
    front.locks()
    front.takes_over(AISHA)
    front.locks()
    front.takes_over(SAM)
    sit.sees("A new message, from")
    sit.likes_the_page()
    sit.presses("Go on with it")

    expect(sit.page.get_by_label("Message", exact=True)).to_have_value(WORDS)
    for name, presses, seconds in front.took:
        print(f"\n{name} took over with {presses} presses in {seconds:.2f} s")
    assert [presses for _, presses, _ in front.took] == [2, 2, 2]


@pytest.mark.hazard("HZ-09")
def test_unlocking_gives_back_the_page_as_it_was(at_work: SitsDown) -> None:
    here = at_work(SAM)
    here.begins_to_write_about("SMITH, Jane")
    here.fills("Message", WORDS)
    FrontDesk(here, KeyRing(here)).locks()
    here.page.get_by_label("Or your password").fill(PASSWORD)
    here.presses("Unlock")

    expect(here.page.get_by_role("dialog", name="Locked")).to_be_hidden()
    expect(here.page.get_by_label("Message", exact=True)).to_have_value(WORDS)
    assert WORDS not in here.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")


@pytest.mark.hazard("HZ-09")
def test_a_passkey_in_the_computers_own_log_in_is_refused(at_work: SitsDown) -> None:
    here = at_work(SAM)
    keys = KeyRing(here)
    here.page.goto(here.staged.url + "/accounts/2fa/webauthn/add/")
    here.page.get_by_label("Yes, others use it too").check()
    with keys.of(SAM.email, **WINDOWS_HELLO):
        here.presses("Set it up")
        expect(here.page.locator("main")).to_contain_text("Use a security key that you carry")


def sign_out(here: Desk) -> None:
    here.page.goto(here.staged.url + "/inbox/my")
    here.page.locator("summary[aria-label*='your account']").click()
    here.presses("Sign out")
