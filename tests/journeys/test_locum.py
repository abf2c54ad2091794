"""A locum in ten minutes (A13): from the mail to the first letter, and to whom it all goes when the time is over."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Frame, expect

from carepost.demo.cast.people import CARDIOLOGY, DEV, SAM
from carepost.ground.kernel import clock
from tests.journeys import hospital
from tests.journeys.conftest import SitsDown
from tests.journeys.desk import Desk
from tests.journeys.keys import KeyRing
from tests.journeys.staged import Staged
from tests.journeys.time_passes import let_time_pass

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
NEW, PASSWORD = "lou.ferry@nhsmail.example", "four words nobody combines"
FORTNIGHT = timedelta(days=14)
MOST_PAGES, MOST_SECONDS = 9, 600
WORDS = "Journey of a locum: the echo."


@dataclass
class Way:
    """What somebody went through from the link to their inbox: pages that came, presses, seconds of a machine's."""

    desk: Desk
    pages: int = 0
    presses: int = 0
    began: float = 0.0

    def begins(self) -> None:
        self.began = time.monotonic()
        self.desk.page.on("framenavigated", self._count)

    def _count(self, frame: Frame) -> None:
        self.pages += frame == self.desk.page.main_frame

    def presses_button(self, name: str) -> None:
        self.presses += 1
        self.desk.presses(name)

    def likes_and_sees(self, words: str) -> None:
        self.desk.sees(words)
        self.desk.likes_the_page()

    def ends(self) -> str:
        seconds = time.monotonic() - self.began
        assert (self.pages <= MOST_PAGES, seconds < MOST_SECONDS) == (True, True), (self.pages, seconds)
        return (
            f"From the link to the inbox: {self.pages} pages, {self.presses} presses, {seconds:.0f} seconds."
        )


def invites(dev: Desk) -> None:
    """Their profile seen today, so approved with the invitation; asked again who he is where that was long ago."""
    today = clock.today()
    dev.page.goto(dev.staged.url + "/practice/invitations")
    if "/me/prove" in dev.page.url:
        dev.fills("Code", dev.staged.code_of(DEV.email))
        dev.presses("Go on")
    dev.sees("Invite people")
    dev.likes_the_page()
    words = {
        "First name": "Lou",
        "Last name": "Ferry",
        "Their own e-mail address": NEW,
        "Job (you may leave this empty)": "Locum GP",
        "First day": today.isoformat(),
        "Last day": (today + FORTNIGHT).isoformat(),
        "User name there": "lferry",
        "Role there": "Locum GP",
    }
    for label, text in words.items():
        dev.fills(label, text)
    dev.page.get_by_label("Who has the answers afterwards", exact=True).select_option(label=SAM.name)
    dev.presses("Invite")
    dev.is_told("Lou Ferry is invited")


def comes(lou: Desk, link: str) -> str:
    """From the link in the mail to an inbox of their own; what it took, in words."""
    way, keys = Way(lou), KeyRing(lou)
    way.begins()
    lou.page.goto(link)
    way.likes_and_sees("invites you")
    lou.sees(NEW)
    expect(lou.page.get_by_label("Given name", exact=True)).to_have_value("Lou")
    expect(lou.page.get_by_label("Family name", exact=True)).to_have_value("Ferry")
    expect(lou.page.get_by_label("What you do there", exact=True)).to_have_value("Locum GP")
    lou.fills("Choose a password", PASSWORD)
    way.presses_button("Send me a code")

    way.likes_and_sees("Look at your mail")
    mail = lou.staged.wait_for_arrival("staff", "Your code is", to=NEW)
    lou.fills("Code", re.findall(r"\b\d{6}\b", mail["text"])[0])
    way.presses_button("Go on")

    way.likes_and_sees("Set up your authenticator app")
    way.presses += 1
    lou.follows("Set up a passkey instead")
    way.likes_and_sees("Set up a passkey")
    lou.fills("What you call it", "My phone")
    lou.page.get_by_label("No, it is mine alone").check()
    with keys.of(NEW):
        way.presses_button("Set it up")
        way.likes_and_sees("Recovery codes")
    way.presses += 1
    lou.follows("Go on to your work")
    way.likes_and_sees("Before you go on")
    way.presses_button("I accept")
    way.likes_and_sees("My inbox")
    return way.ends()


@pytest.mark.hazard("HZ-02")
@pytest.mark.hazard("HZ-09")
def test_a_locum_works_within_ten_minutes_and_nothing_of_theirs_is_lost_when_they_go(
    demo: Staged, at_work: SitsDown, desk: SitsDown
) -> None:
    dev, lou, cardiology = at_work(DEV), desk(), desk()
    invites(dev)
    mail = demo.wait_for_arrival("staff", "/join/invited/", to=NEW)
    print(comes(lou, re.findall(r"http\S+/join/invited/\S+", mail["text"])[0]))
    lou.sends("BRAMBLE, Winston", CARDIOLOGY.address, WORDS)
    lou.likes_the_page()
    hospital.opens(cardiology, WORDS)

    let_time_pass(demo, NEW, days=15)

    lou.sees("You have no place here now")
    lou.likes_the_page()
    dev.goes_to("/practice/people?state=left")
    dev.sees("Lou Ferry")
    hospital.presses_reply(cardiology, "Journey of a locum, answered afterwards.")
    sam = at_work(SAM)
    sam.goes_to("/inbox/my")
    expect(sam.row("Journey of a locum, answered afterwards.")).to_be_visible(timeout=30_000)
    sam.likes_the_page()
