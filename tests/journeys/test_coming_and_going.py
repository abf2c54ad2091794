"""Signing in and out, and people who have no business here."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from carepost.demo.cast.people import AISHA, CARDIOLOGY, MORGAN, PASSWORD
from tests.journeys.conftest import SitsDown
from tests.journeys.staged import Staged

pytestmark = pytest.mark.slow


@pytest.mark.hazard("HZ-09")
def test_person_of_another_practice_finds_nothing_of_ours(at_work: SitsDown) -> None:
    aisha, morgan = at_work(AISHA), at_work(MORGAN)
    conversation = aisha.sends("ROOKWOOD, Tobias", CARDIOLOGY.address, "Journey twelve: ours alone.")

    answer = morgan.page.goto(morgan.staged.url + conversation)

    assert answer is not None
    assert answer.status == 404
    expect(morgan.page.get_by_role("heading", level=1)).to_have_text("We cannot find that page")
    expect(morgan.page.locator("body")).not_to_contain_text("ROOKWOOD")
    morgan.likes_the_page()
    for name in ("all", "my", "unassigned", "done"):
        morgan.page.goto(f"{morgan.staged.url}/inbox/{name}")
        expect(morgan.page.locator("[data-row]")).to_have_count(0)


def test_wrong_code_is_refused_in_words_and_a_right_one_lets_in_and_out(desk: SitsDown, demo: Staged) -> None:
    dr_grey = desk()
    dr_grey.goes_to("/accounts/login/")
    dr_grey.fills("E-mail address", MORGAN.email)
    dr_grey.fills("Password", "not the password at all")
    dr_grey.presses("Sign in")
    expect(dr_grey.page.locator(".nhsuk-error-summary")).to_contain_text(re.compile("not (correct|right)"))
    dr_grey.likes_the_page()

    dr_grey.fills("Password", PASSWORD)
    dr_grey.presses("Sign in")
    right = demo.outside.code_of(MORGAN.email)
    dr_grey.fills("Code", f"{(int(right) + 1) % 1_000_000:06}")
    dr_grey.presses("Sign in")
    expect(dr_grey.page.locator(".nhsuk-error-summary")).to_contain_text(re.compile("[Cc]ode"))
    dr_grey.likes_the_page()


@pytest.mark.hazard("HZ-09")
def test_after_signing_out_the_back_button_shows_nothing(desk: SitsDown, demo: Staged) -> None:
    person = desk()
    person.signs_in(MORGAN)
    person.page.locator("summary[aria-label*='your account']").click()
    person.likes_the_page()
    person.presses("Sign out")
    expect(person.page.get_by_role("heading", level=1)).to_have_text(re.compile("Sign in|Sign out"))
    person.likes_the_page()

    person.page.go_back()
    person.page.reload()

    expect(person.page).to_have_url(re.compile("/accounts/login/"))
    person.page.goto(demo.url + "/inbox/all")
    expect(person.page).to_have_url(re.compile("/accounts/login/"))


@pytest.mark.hazard("HZ-09")
def test_too_many_wrong_passwords_are_stopped_in_words(desk: SitsDown) -> None:
    stranger = desk()
    stranger.goes_to("/accounts/login/")
    for _ in range(12):
        stranger.fills("E-mail address", "nobody.at.all@nhsmail.example")
        stranger.fills("Password", "guess after guess after guess")
        stranger.presses("Sign in")
        if stranger.page.get_by_text(re.compile("Too many|wait", re.IGNORECASE)).count():
            break

    expect(stranger.page.locator("body")).to_contain_text(re.compile("Too many|too many"))
    stranger.likes_the_page()
