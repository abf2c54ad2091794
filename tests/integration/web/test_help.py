"""Help at length, for everybody, also those who are not let in yet."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import resolve

from carepost.doors.web.presenting.help import SUBJECTS


@pytest.mark.parametrize("subject", SUBJECTS)
def test_each_subject_is_led_to_from_the_help_page_and_needs_no_sign_in(db: None, subject: str) -> None:
    browser = Client()

    page = browser.get(f"/help/{subject}").content.decode()

    assert f'href="/help/{subject}"' in browser.get("/help/").content.decode()
    assert "<h1>" in page
    for address in re.findall(r'href="(/[^"#]*)', page):
        assert address.startswith("/static/") or resolve(address)


def test_a_subject_there_is_nothing_on_is_not_found(db: None) -> None:
    assert Client().get("/help/winning").status_code == 404
