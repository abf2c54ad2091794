"""Without a script, by keyboard alone, in little room, and with many tabs open."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from carepost.demo.cast.people import AISHA, CARDIOLOGY, CAROL, PASSWORD, PATHOLOGY, PRIYA, SAM
from tests.journeys import hospital
from tests.journeys.conftest import SitsDown
from tests.journeys.staged import Staged

pytestmark = pytest.mark.slow
LISTS = (
    *(f"/inbox/{name}" for name in ("my", "unassigned", "urgent", "failed", "awaiting-reply", "all", "done")),
    "/matching",
    "/who-did-what",
    "/compose",
    "/help/",
)


def test_main_job_is_done_without_a_script(at_work: SitsDown, desk: SitsDown) -> None:
    sam, laboratory = at_work(SAM, java_script_enabled=False), desk()

    conversation = sam.sends("MARCHBANKS, Gwendolyn", PATHOLOGY.address, "Journey thirteen: no script.")
    hospital.opens(laboratory, "Journey thirteen")
    hospital.presses_reply(laboratory, "Journey thirteen, answered.")
    for _ in range(25):
        sam.page.goto(sam.staged.url + conversation)
        if "thirteen, answered" in sam.page.get_by_role("main").inner_text():
            break
        time.sleep(1)
    sam.page.get_by_role("link", name="Reply", exact=True).click()
    sam.fills("Message", "Journey thirteen, thanks.")
    sam.presses("Send reply")
    sam.conversation()
    sam.page.locator("summary", has_text="Note").click()
    sam.fills("Note", "Done without a script.")
    sam.presses("Add note")
    sam.presses("Done")

    sam.is_told("Done. A reply opens it again.")
    sam.staged.wait_for_arrival("northside", "Journey thirteen, thanks.")


def test_main_job_is_done_by_keyboard_alone(desk: SitsDown, demo: Staged) -> None:
    priya = desk()
    page = priya.page
    page.goto(demo.url + "/accounts/login/")
    tab_to(page, "E-mail address")
    page.keyboard.type(PRIYA.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code", exact=True)).to_be_visible()
    tab_to(page, "Code")
    page.keyboard.type(demo.code_of(PRIYA.email))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/inbox/my"))

    page.goto(demo.url + "/inbox/all")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/conversations/"))
    page.wait_for_load_state("networkidle")
    page.keyboard.press("r")
    expect(page).to_have_url(re.compile("/reply"))
    tab_to(page, "Message")
    page.keyboard.type("Journey fourteen: by keyboard.")
    for box in page.get_by_role("checkbox").all():
        box.focus()
        page.keyboard.press("Space")
    tab_to(page, "Send reply")
    page.keyboard.press("Enter")

    expect(page.locator(".cp-toasts")).to_contain_text("Taken to be sent")


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until the thing of this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        here = page.locator(":focus")
        label = here.evaluate("e => (e.labels?.[0]?.textContent ?? e.textContent ?? '').trim()")
        if label == name:
            return
    raise AssertionError(f"Tab does not come to {name}")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (360, 225)], ids=["320 px", "1440 x 900 at 400 %"])
def test_no_page_scrolls_sideways(at_work: SitsDown, width: int, height: int) -> None:
    carol = at_work(CAROL, viewport={"width": width, "height": height})
    conversation = carol.sends("STANDISH, Percy", CARDIOLOGY.address, f"Journey fifteen at {width}.")
    carol.page.goto(carol.staged.url + "/matching")
    first = carol.page.locator("[data-row] a").first.get_attribute("href") or "/matching"
    for path in (*LISTS, conversation, f"{conversation}/reply", f"{conversation}/who-did-what", first):
        carol.page.goto(carol.staged.url + path)
        assert carol.page.evaluate("document.documentElement.scrollWidth") <= width, path
    carol.goes_to(conversation)


def test_main_pages_are_accessible_in_the_dark_too(at_work: SitsDown) -> None:
    carol = at_work(CAROL, color_scheme="dark")
    for path in LISTS:
        carol.goes_to(path)
        assert carol.page.url.endswith(path)


def test_eleventh_tab_is_as_quick_as_the_first(at_work: SitsDown) -> None:
    aisha = at_work(AISHA)
    tabs = [aisha.context.new_page() for _ in range(10)]
    asked: set[int] = set()
    for number, tab in enumerate(tabs):
        tab.on("request", lambda request, n=number: asked.add(n) if "/live" in request.url else None)
    for tab in tabs:
        tab.goto(f"{aisha.staged.url}/inbox/all", wait_until="commit")
    for tab in tabs:
        expect(tab.get_by_role("heading", level=1)).to_have_text("All")

    tabs[0].wait_for_timeout(6_000)
    began = time.monotonic()
    aisha.page.goto(f"{aisha.staged.url}/inbox/my")
    expect(aisha.page.get_by_role("heading", level=1)).to_have_text("My inbox")

    assert time.monotonic() - began < 3
    assert asked == set(range(10))
