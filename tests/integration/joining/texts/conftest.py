"""Somebody who signs in with codes by text message."""

from __future__ import annotations

import pytest
from django.conf import settings

from carepost.domain.identity.models import Person, Telephone
from carepost.domain.identity.second_steps import choose_text
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.joining.texts.texting import MOBILE, PASSWORD
from tests.integration.web.conftest import sign_in  # noqa: F401  (a fixture)


@pytest.fixture(autouse=True)
def sends_both(monkeypatch: pytest.MonkeyPatch) -> None:
    where = {"account_mail_host": "mail.example", "account_mail_from": "carepost@nhsmail.example"}
    changed = settings.INSTANCE.model_copy(update=where | {"text_messages": "demo"})
    monkeypatch.setattr(settings, "INSTANCE", changed)


@pytest.fixture
def bob(cast: Cast) -> Person:
    """With a password and a proved telephone, and no second step."""
    person = Person.objects.get(id=cast.bob.person_id)
    person.set_password(PASSWORD)
    person.save()
    Telephone.objects.create(person=person, number=MOBILE, proved_at=clock.now())
    return person


@pytest.fixture
def texted(bob: Person) -> Person:
    """Who has nothing but text messages."""
    choose_text(bob)
    return bob
