"""Mail that cannot be read, and mail that would do harm."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from carepost.demo.cast.people import CAROL, DEV
from carepost.demo.story.outside import wait_for
from carepost.ground.kernel import new_id
from tests.journeys.conftest import SitsDown
from tests.journeys.desk import Desk
from tests.journeys.staged import SERVICE, Staged

pytestmark = pytest.mark.slow
SENDER = "discharge@northside.example"
HARM = """<html><head><title>Taken over</title><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/gone">
<script>document.title = "ran"; fetch("http://127.0.0.1:9/script")</script><style>@import "http://127.0.0.1:9/css";</style>
</head><body onload="document.title='ran'"><p>Journey ten: the letter itself.</p>
<img src="http://127.0.0.1:9/pixel.gif" onerror="document.title='ran'"><iframe src="http://127.0.0.1:9/frame"></iframe>
<form action="http://127.0.0.1:9/form"><input name="password"><button>Sign in</button></form>
<a href="javascript:document.title='ran'">press</a><div style="background:url(http://127.0.0.1:9/bg)">style</div>
</body></html>"""


def head(subject: str) -> str:
    lines = (
        f"From: Discharge letters <{SENDER}>",
        f"To: {SERVICE}",
        f"Subject: {subject}",
        f"Message-ID: <{new_id()}@northside.example>",
        "Date: Sun, 22 Nov 2026 09:00:00 +0000",
        "MIME-Version: 1.0",
    )
    return "\r\n".join(lines) + "\r\n"


def waiting(who: Desk, words: str) -> int:
    who.page.goto(who.staged.url + "/matching")
    return who.row(words).count()


def finds_in_the_list(who: Desk, words: str, seen: int = 0) -> None:
    """Opens the newest row that says this, once there are more of them than were seen before."""
    wait_for(lambda: waiting(who, words) > seen, f"“{words}” in Needs matching")
    who.row(words).get_by_role("link").last.click()


@pytest.mark.hazard("HZ-02")
def test_mail_that_cannot_be_read_says_why_and_gives_the_original_to_the_byte(
    at_work: SitsDown, demo: Staged
) -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(60))
    raw = (head("Journey eleven") + deep + "\r\nThe end.\r\n").encode()
    carol = at_work(CAROL)
    before = waiting(carol, "Could not be read")
    demo.deliver(raw, SENDER)

    finds_in_the_list(carol, "Could not be read", seen=before)
    carol.sees("nested too deeply")
    carol.likes_the_page()
    with carol.page.expect_download() as coming:
        carol.follows("Download the original")

    assert coming.value.path().read_bytes().endswith(raw)
    assert "northside" not in coming.value.suggested_filename


def test_laid_out_mail_runs_nothing_and_asks_nobody(at_work: SitsDown, demo: Staged) -> None:
    raw = head("Journey ten") + "Content-Type: text/html; charset=utf-8\r\n\r\n" + HARM.replace("\n", "\r\n")
    demo.deliver(raw.encode(), SENDER)

    dev = at_work(DEV)
    finds_in_the_list(dev, "Journey ten")
    dev.sees("Journey ten: the letter itself")
    dev.likes_the_page()
    dev.follows("Show as it was laid out")

    expect(dev.page.locator("body")).to_contain_text("Journey ten: the letter itself")
    expect(dev.page).to_have_title("A message as it was laid out")
    for harmful in ("script", "img", "form", "iframe", "button", "input"):
        expect(dev.page.locator(harmful)).to_have_count(0)
    dev.page.wait_for_timeout(500)
    assert dev.page.url.endswith("/html")
    dev.has_no_complaints()


def test_form_from_elsewhere_is_not_accepted(at_work: SitsDown, demo: Staged) -> None:
    """Somebody else's page posts to ours with this person's cookies: nothing is done."""
    dev = at_work(DEV)
    answer = dev.context.request.post(
        f"{demo.url}/compose", form={"words": "Smith"}, headers={"Origin": "http://elsewhere.example"}
    )
    assert answer.status == 403
