"""People signed in with both steps, and the site as their browser sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from carepost.domain.identity.models import Person
from carepost.ground.kernel import Actor
from tests.cast import Cast
from tests.integration.web.story import Story

SignIn = Callable[[Actor], Client]


@pytest.fixture
def sign_in() -> SignIn:
    """A browser of somebody who has been through password and second step."""

    def signed_in(actor: Actor) -> Client:
        person = Person.objects.get(id=actor.person_id)
        Authenticator.objects.get_or_create(
            user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "made up"}}
        )
        browser = Client(raise_request_exception=True)
        browser.force_login(person)
        return browser

    return signed_in


@pytest.fixture
def alice(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.alice)


@pytest.fixture
def bob(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.bob)


@pytest.fixture
def carol(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.carol)


@pytest.fixture
def dev(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.dev)


@pytest.fixture
def mallory(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.mallory)


@pytest.fixture
def story(cast: Cast) -> Story:
    return Story(cast)
