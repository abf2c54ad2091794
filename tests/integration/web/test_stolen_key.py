"""A key that was stolen opens nothing by itself: it takes its PIN as well, or its owner's password (A6)."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.webauthn.internal import auth
from django.test import Client

from carepost.domain.identity.models import Person
from tests.cast import Cast
from tests.doubles.security_key import SecurityKey
from tests.integration.web.test_signing_in import PASSWORD, enter

pytestmark = pytest.mark.hazard("HZ-09")
PASSKEY = "/accounts/2fa/webauthn/login/"


@pytest.fixture
def person(cast: Cast) -> Person:
    return with_password(cast.bob.person_id)


def with_password(person_id: object) -> Person:
    person = Person.objects.get(id=person_id)
    person.set_password(PASSWORD)
    person.save()
    return person


def asked(browser: Client) -> str:
    """The question that waits for an answer in this browser."""
    return browser.session[auth.STATE_SESSION_KEY]["challenge"]


def is_in(browser: Client) -> bool:
    return browser.get("/inbox/my").status_code == 200


def test_a_passkey_with_its_pin_is_both_steps_in_one(person: Person, client: Client) -> None:
    key = SecurityKey(person)
    client.get(PASSKEY, headers={"X-Requested-With": "XMLHttpRequest"})

    assert client.post(PASSKEY, {"credential": key.answer(asked(client), pin=False)})["Location"] == (
        "/accounts/login/"
    )
    assert not is_in(client)

    client.get(PASSKEY, headers={"X-Requested-With": "XMLHttpRequest"})
    client.post(PASSKEY, {"credential": key.answer(asked(client), pin=True)})
    assert is_in(client)


def test_the_question_of_somebody_elses_second_step_asks_for_no_pin_and_lets_nobody_in(
    cast: Cast, person: Person, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a password a touch is enough. Whoever has an account, and has found a key, has such a question, and may
    come back to it once the password has been too long ago."""
    stolen, thief, now = SecurityKey(person), with_password(cast.mallory.person_id), time.time()
    SecurityKey(thief)
    second = enter(client, thief)
    client.get(second["Location"])  # type: ignore[index]
    monkeypatch.setattr(time, "time", lambda: now + 16 * 60)

    client.post(PASSKEY, {"credential": stolen.answer(asked(client), pin=False)})

    assert not is_in(client)
