"""What people at the organisations outside do, at their own pages."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.desk import Desk

OVER_TLS = re.compile(r"TLSv1\.[23]")


def opens(them: Desk, words: str, box: str = "northside") -> None:
    """The page with what came, and how it came as their own server saw it."""
    mail = them.staged.wait_for_arrival(box, words)
    them.goes_to(f"{them.staged.world_url}/box/{box}/{mail['id']}")
    expect(them.page.get_by_role("main")).to_contain_text(words)
    expect(them.page.get_by_role("main")).to_contain_text(OVER_TLS)


def presses_reply(them: Desk, text: str, *, as_new: bool = False) -> None:
    them.page.get_by_label("As a new message" if as_new else "As a reply").check()
    them.fills("Text", text)
    them.presses("Reply")
    expect(them.page.get_by_text("Taken by the NHSmail stand-in").first).to_be_visible()
