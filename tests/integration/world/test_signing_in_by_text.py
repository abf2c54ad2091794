"""The whole way in by text message: password, the demo's telephone, the code on it, the inbox."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from carepost.actions.notices.send import send_notices
from carepost.domain.identity.models import Person, Telephone
from carepost.domain.identity.second_steps import choose_text
from carepost.engines.notices.channels.port import Closed
from carepost.engines.notices.channels.telephone import TelephoneChannel
from carepost.engines.notices.models import Notice
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.world.outside import Outside

PASSWORD = "made up words for a test"


def test_a_code_read_on_the_telephone_opens_the_inbox(
    cast: Cast, world: Outside, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    changed = settings.INSTANCE.model_copy(update={"text_messages": "demo"})
    monkeypatch.setattr(settings, "INSTANCE", changed)
    person = Person.objects.get(id=cast.bob.person_id)
    person.set_password(PASSWORD)
    person.save()
    Telephone.objects.create(person=person, number="+447700900123", proved_at=clock.now())
    choose_text(person)

    signing_in = client.post("/accounts/login/?next=/inbox/my", {"login": person.email, "password": PASSWORD})
    worker = {
        Notice.Channel.SMS: TelephoneChannel(f"http://127.0.0.1:{world.ports['http']}"),
        Notice.Channel.MAIL: Closed("No mail here."),
    }
    send_notices(worker)
    (text,) = world.get("/api/telephone")["texts"]
    assert text["to"] == "+447700900123"
    code = re.findall(r"\d{6}", text["text"])[0]

    assert client.post(signing_in["Location"], {"code": code})["Location"] == "/inbox/my"
    assert client.get("/inbox/my").status_code == 200
