"""Whoever comes back from single sign-on set off from this browser (A6)."""

from __future__ import annotations

import time
from typing import Any, cast

from django.http import HttpRequest

from carepost.doors.web.sign_on.journeys import Journey, come_back, set_off
from carepost.engines.single_sign_on.port import Attempt


def browser() -> HttpRequest:
    request = HttpRequest()
    cast(Any, request).session = {}
    return request


def test_a_word_that_no_journey_has_leads_nowhere_whatever_it_is_made_of() -> None:
    request = browser()
    set_off(request, Journey("made-up", Attempt(state="right", nonce="n", verifier="v", began=time.time())))

    assert come_back(request, "made-up", "é") is None
    assert come_back(request, "made-up", "") is None
    assert come_back(request, "made-up", "right") is not None
    assert come_back(request, "made-up", "right") is None, "each comes back once"
