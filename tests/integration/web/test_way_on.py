"""Where somebody was going, as an address may say it: a page of ours or the front page, and never a page that fails."""

from __future__ import annotations

import pytest
from django.test import Client

ELSEWHERE = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "///elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example/",
    "/\t/elsewhere.example/",
    "\x01//elsewhere.example/",
    "javascript:alert(1)",
    "elsewhere",
    "sessions",
    "locked?next=x",
    "",
)


@pytest.mark.hazard("HZ-09")
@pytest.mark.parametrize("wanted", ELSEWHERE)
@pytest.mark.parametrize("page", ["/me/locked", "/me/kept"])
def test_nobody_is_led_elsewhere(alice: Client, page: str, wanted: str) -> None:
    assert alice.get(page, {"next": wanted})["Location"] == "/"


def test_and_to_a_page_of_ours_they_go(alice: Client) -> None:
    assert alice.get("/me/kept", {"next": "/inbox/all?order=oldest"})["Location"] == "/inbox/all?order=oldest"
