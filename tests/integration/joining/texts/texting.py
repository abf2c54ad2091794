"""Somebody who signs in with codes by text message, and what is done to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.test import Client

from carepost.actions.people.texts_here import allow_texts
from carepost.domain.identity.models import Person, Sitting
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, clock
from tests.cast import Cast
from tests.integration.joining.desk import Post
from tests.integration.web.conftest import SignIn, sign_in  # noqa: F401  (a fixture)

PASSWORD = "made up words for a test"
LOGIN, STEP, SEND = "/accounts/login/?next=/inbox/my", "/accounts/2fa/authenticate/", "/accounts/2fa/text/"
OWN, ADDRESS, CODES = "/me/texts", "/me/address", "/accounts/2fa/recovery-codes/"
HERE, SWITCH = "/practice/signing-in", "/practice/signing-in/texts"
SECRET, MOBILE = "JBSWY3DPEHPK3PXP", "+447700900123"


def gives_password(browser: Client, person: Person) -> Any:
    return browser.post(LOGIN, {"login": person.email, "password": PASSWORD})


def comes_in(browser: Client, person: Person, post: Post) -> Any:
    cache.clear()
    gives_password(browser, person)
    return browser.post(STEP, {"code": post.code()})


def switch(cast: Cast, allowed: bool, by: Actor | None = None) -> None:
    by = by or cast.dev
    with acting_for(by.practice_id, by.person_id):
        allow_texts(actor=by, allowed=allowed)


def wrong_for(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def asked_again_later(person: Person) -> None:
    Sitting.objects.filter(person=person).update(proved_at=clock.now() - timedelta(minutes=10))
