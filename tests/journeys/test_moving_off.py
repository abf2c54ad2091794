"""A practice moves off a shared log-in with forty conversations: nothing is stranded, and it can be taken back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from carepost.demo.cast.people import DEV, PRIYA
from carepost.ground.kernel import clock
from tests.journeys.behind import write_many
from tests.journeys.conftest import SitsDown
from tests.journeys.desk import Desk
from tests.journeys.staged import Staged

FORTY_OR_MORE = re.compile(r"Priya Nair has its inbox now\. 4\d things moved to it\.")
pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-02")]


def begins(dev: Desk) -> None:
    dev.goes_to("/practice")
    dev.follows("Shared log-ins")
    dev.likes_the_page()
    dev.page.get_by_label("Whose account", exact=True).select_option(label="Priya Nair")
    dev.page.locator("form").filter(has_text="An account here").get_by_role("button", name="Begin").click()
    dev.is_told("The move off Priya Nair has begun")
    dev.likes_the_page()


def test_administrator_moves_a_team_off_a_shared_log_in(demo: Staged, at_work: SitsDown) -> None:
    write_many(demo, PRIYA.email, 40)
    dev, priya = at_work(DEV), at_work(PRIYA)

    priya.begins_to_write_about("LINDQVIST, Noah")
    priya.writes("results@northside.example", "Journey: one more.")
    begins(dev)
    dev.fills("What it signs letters with", "The nurses' room")
    dev.presses("Give it to this team")
    expect(dev.page.locator(".cp-toasts")).to_contain_text(FORTY_OR_MORE)  # she had some before

    priya.presses("Send")
    priya.sees("This log-in is shared, so nothing new is sent with it")
    priya.sees("Journey: one more.")
    priya.goes_to("/inbox/all")

    dev.fills("Last day", (clock.today() + timedelta(days=14)).isoformat())
    dev.presses("Set this day")
    dev.sees("Closes in 14 days")
    dev.likes_the_page()
    dev.follows("The whole story, from the ledger")
    for deed in ("said when a shared log-in closes", "chose the team", "began to move off a shared log-in"):
        dev.sees(f"Dev Patel {deed}")
    dev.follows("Back to the steps")

    dev.presses("Take it all back")
    dev.is_told("things went back to it")
    priya.sends("LINDQVIST, Noah", "results@northside.example", "Journey: after it was taken back.")
