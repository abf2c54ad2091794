"""Who has an account cannot be told from outside: by no word, no status and no time."""

from __future__ import annotations

import itertools
import os
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from carepost.actions.joining import asking
from carepost.domain.identity.models import Person
from tests.cast import Cast
from tests.integration.joining.desk import ANSWER, Post, ask, bring
from tests.integration.joining.timing import Verdict, compare

PAIRS = int(os.environ.get("CAREPOST_TIMINGS", "400"))
"""together; each door has its part"""
KNOWN = "oluwaseun.adeyemi@nhs.net"
OWN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"|/static/[^"]*')

Visit = Callable[[str], Any]


class Quicker(Argon2PasswordHasher):
    """As Argon2 is used, for some 8 ms in place of 110: a hash left out still shows beyond what the test allows."""

    time_cost, memory_cost, parallelism = 1, 12_288, 1


@pytest.fixture(autouse=True)
def somebody_known(cast: Cast, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Quicker"]
    settings.ACCOUNT_RATE_LIMITS = False
    Person.objects.create_user(KNOWN, "Oluwaseun", "Adeyemi", "the words of somebody else")


def joins(email: str) -> Any:
    return ask(Client(), email=email)


def signs_in(email: str) -> Any:
    return Client().post("/accounts/login/", {"login": email, "password": "not the right words"})


def asks_for_a_new_password(email: str) -> Any:
    return Client().post("/accounts/password/reset/", {"email": email})


DOORS = [joins, signs_in, asks_for_a_new_password]


def unknown() -> Iterator[str]:
    """Addresses of nobody, as long as the known one."""
    for letters in itertools.product("abcdefghijklmnopqrstuvwxyz", repeat=4):
        yield f"{''.join(letters)}aseun.adeyemi@nhs.net"[: len(KNOWN) + 1]


def timed(door: Visit, pairs: int) -> Verdict:
    others = unknown()
    for _ in range(3):
        door(KNOWN)
        door(next(others))
    return compare(lambda: door(KNOWN), lambda: door(next(others)), pairs)


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_the_clock_does_not_tell(door: Visit) -> None:
    assert timed(door, PAIRS // len(DOORS)) is Verdict.SAME


@pytest.mark.timeout(600)
def test_the_clock_would_tell_if_a_known_address_took_five_milliseconds_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_up = asking.is_known

    def leaks(email: str) -> bool:
        if looked_up(email):
            time.sleep(0.005)
        return looked_up(email)

    monkeypatch.setattr(asking, "is_known", leaks)

    assert timed(joins, 60) is Verdict.TOLD


@pytest.mark.timeout(600)
def test_the_clock_would_tell_if_no_password_were_hashed_for_an_unknown_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from allauth.account.auth_backends import AuthenticationBackend

    monkeypatch.setattr(AuthenticationBackend, "_mitigate_timing_attack", lambda self, password: None)

    assert timed(signs_in, 60) is Verdict.TOLD


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_words_status_and_headers_do_not_tell(door: Visit) -> None:
    known, other = "oluwaseun.adeyemi@nhs.net", "oluwaseum.adeyemi@nhs.net"

    answers = [door(known), door(other)]

    assert _outside(answers[0], known) == _outside(answers[1], other)


def test_the_page_of_the_code_does_not_tell_nor_does_a_wrong_code(post: Post) -> None:
    known, other = "oluwaseun.adeyemi@nhs.net", "oluwaseum.adeyemi@nhs.net"
    seen = []
    for email in (known, other):
        browser = Client()
        ask(browser, email=email)
        pages = [browser.get("/join/code")]
        pages += [bring(browser, "000000") for _ in range(6)]
        pages.append(browser.post("/join/code", {"again": "1"}))
        seen.append([_outside(page, email) for page in pages])

    assert seen[0] == seen[1]


def test_the_mail_tells_its_owner_and_makes_no_code(post: Post) -> None:
    ask(Client())

    (mail,) = post.fetch()

    assert mail.to == ANSWER["email"]
    assert "has an account already" in mail.text
    assert not re.search(r"\d{6}", mail.text)


def _outside(answer: Any, email: str) -> tuple[int, dict[str, str], bytes]:
    """What a stranger sees, without what differs in any case."""
    headers = {
        name: re.sub(r"nonce-[^']*|=[^;]{20,}", "", value)
        for name, value in answer.headers.items()
        if name not in ("Expires", "Last-Modified", "Date", "X-Request-ID")
    }
    return answer.status_code, headers, OWN.sub(b"", answer.content).replace(email.encode(), b"")
