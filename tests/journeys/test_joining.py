"""Getting an account: from the form to the first inbox, and a shared address with the way forward."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

from carepost.demo.story.outside import wait_for
from carepost.demo.world.telephone import totp
from tests.journeys.conftest import SitsDown
from tests.journeys.desk import Desk
from tests.journeys.staged import Staged

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
NEW = "oluwaseun.adeyemi@nhsmail.example"
MOBILE = "07700 900456"


def fills_in(desk: Desk, email: str, **others: str) -> None:
    desk.goes_to("/join/")
    desk.likes_the_page()
    words = {
        "ODS code or name of the practice": "Riverside",
        "What you do there": "Receptionist",
        "Given name": "Oluwaseun",
        "Family name": "Adeyemi",
        "Your own NHS e-mail address": email,
        "Choose a password": "four words nobody combines",
    }
    for label, text in (words | others).items():
        desk.fills(label, text)
    desk.presses("Send me a code")


def test_from_the_form_to_the_first_inbox(desk: SitsDown, demo: Staged) -> None:
    seun = desk()
    fills_in(seun, NEW, **{"Your own mobile (optional)": MOBILE})
    seun.sees("Look at your mail")
    seun.likes_the_page()
    mail = demo.wait_for_arrival("staff", "Your code is", to=NEW)
    seun.fills("Code", re.findall(r"\b\d{6}\b", mail["text"])[0])
    seun.presses("Go on")

    seun.sees("Look at your telephone")
    seun.likes_the_page()
    texts = wait_for(lambda: demo.outside._ask("/api/telephone")["texts"], "a text message")
    seun.fills("Code", texts[0]["text"][:6])
    seun.presses("Go on")

    seun.sees("Set up your authenticator app")
    secret = seun.page.locator(".cp-secret").inner_text()
    seun.fills("Code", totp(secret, time.time()))
    seun.presses("Use this app")
    seun.goes_to("/join/waiting")
    if seun.page.get_by_role("button", name="I accept").count():
        seun.presses("I accept")
    seun.sees("Waiting to be let in")
    seun.likes_the_page()
    demo.wait_for_arrival("staff", "waits for a practice administrator")

    approved = [sys.executable, "-m", "tests.journeys.approved", NEW]
    subprocess.run(approved, env=os.environ | demo.stage.company.environment, check=True)
    seun.goes_to("/")

    expect(seun.page).to_have_url(re.compile("/inbox/"))
    seun.sees("My inbox")


def test_a_shared_address_is_refused_with_the_way_forward(desk: SitsDown) -> None:
    ann = desk()
    fills_in(ann, "reception.y90001@nhsmail.example", **{"Given name": "Ann", "Family name": "Jones"})

    ann.sees("We need an address of your own")
    ann.likes_the_page()
    ann.follows("how a practice moves off a shared log-in")
    ann.sees("We work with a shared log-in. What now?")
