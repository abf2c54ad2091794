"""Alice, who asks, at her browser; everybody's mailbox; and an installation that sends mail."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.cast import Cast
from tests.integration.joining.desk import Post
from tests.integration.web.conftest import SignIn, sign_in  # noqa: F401  (a fixture)


@pytest.fixture(autouse=True)
def sends_mail(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    told_where = {"account_mail_host": "mail.example", "account_mail_from": "carepost@nhsmail.example"}
    monkeypatch.setattr(settings, "INSTANCE", settings.INSTANCE.model_copy(update=told_where))


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def alice(cast: Cast, sign_in: SignIn) -> Client:  # noqa: F811
    return sign_in(cast.alice)


@pytest.fixture
def dev(cast: Cast, sign_in: SignIn) -> Client:  # noqa: F811
    return sign_in(cast.dev)


@pytest.fixture
def mallory(cast: Cast, sign_in: SignIn) -> Client:  # noqa: F811
    return sign_in(cast.mallory)
