"""A lost telephone: the administrator takes the second step away, and its owner is back in her inbox within minutes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from carepost.demo.cast.people import DEV, PASSWORD, PRIYA
from carepost.demo.world.telephone import totp
from tests.journeys.conftest import SitsDown
from tests.journeys.desk import Desk
from tests.journeys.staged import Staged

WORDS = "Journey of a lost telephone, half written."

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def her_old_telephone_afterwards(demo: Staged, signed_in: dict[str, Any]) -> Iterator[None]:
    """The demo's telephone knows one secret for each person, and she was signed out everywhere: the journeys after
    this one sign her in anew."""
    yield
    signed_in.pop(PRIYA.email, None)
    again = [sys.executable, "-m", "tests.journeys.telephone_found", PRIYA.email]
    subprocess.run(again, env=os.environ | demo.stage.company.environment, check=True)


@pytest.mark.hazard("HZ-09")
@pytest.mark.usefixtures("her_old_telephone_afterwards")
def test_a_lost_telephone(at_work: SitsDown, desk: SitsDown, demo: Staged) -> None:
    priya, dev = desk(), at_work(DEV)
    priya.signs_in(PRIYA)
    begins_to_write(priya)
    takes_away(dev, "Her telephone fell into the river; I have just spoken to her.")

    expect(priya.page.get_by_text("You are signed out, or your place here has changed.")).to_be_visible()
    expect(priya.page.get_by_label("Note", exact=True)).to_have_value(WORDS)
    priya.page.get_by_role("alert").get_by_role("link", name="Go on").click()
    expect(priya.page).to_have_url(re.compile("/accounts/login/"))
    gives_password(priya)
    priya.sees("Show that the address is yours")
    priya.likes_the_page()
    priya.presses("Send me a code")
    mail = demo.wait_for_arrival("staff", "set a new one at once")
    priya.fills("Code", re.findall(r"\b\d{6}\b", mail["text"])[0])
    priya.presses("Go on")

    priya.sees("Set up your authenticator app")
    secret = priya.page.locator(".cp-secret").inner_text()
    priya.fills("Code", totp(secret, time.time()))
    priya.presses("Use this app")
    priya.sees("ecovery codes")
    priya.likes_the_page()
    with priya.page.expect_download() as codes:
        priya.page.get_by_role("link", name="Download").click()
    assert len(codes.value.path().read_text(encoding="utf-8").split()) == 10
    priya.page.reload()
    priya.sees("10 of 10 are left")
    expect(priya.page.get_by_role("link", name="Download")).to_have_count(0)
    priya.goes_to("/inbox/my")
    priya.sees("My inbox")

    assert demo.arrived("staff", "because they were said to be lost")
    dev.goes_to("/who-did-what")
    dev.sees("Dev Patel took away somebody's second step, which was lost")
    dev.sees("Priya Nair set up a second step for signing in")


def begins_to_write(priya: Desk) -> None:
    """A note on what is open in her practice."""
    priya.goes_to("/inbox/all")
    priya.page.locator("[data-row] a").first.click()
    priya.page.locator("summary", has_text="Note").click()
    priya.fills("Note", WORDS)


def takes_away(dev: Desk, why: str) -> None:
    """Asked again who he is, where that is longer ago than five minutes."""
    dev.goes_to("/practice/people")
    dev.page.get_by_role("main").get_by_role("link", name=PRIYA.name).click()
    dev.sees("Lost their second step?")
    dev.likes_the_page()
    dev.fills("What was lost?", why)
    dev.presses("Take their second step away")
    if "/me/prove" in dev.page.url:
        dev.fills("Code", dev.staged.code_of(DEV.email))
        dev.presses("Go on")
    dev.is_told("Priya Nair is signed out everywhere")
    dev.likes_the_page()


def gives_password(priya: Desk) -> None:
    priya.fills("E-mail address", PRIYA.email)
    priya.fills("Password", PASSWORD)
    priya.presses("Sign in")
