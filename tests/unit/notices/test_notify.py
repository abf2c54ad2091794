"""GOV.UK Notify by its own client, held to a server that speaks the documented API."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from carepost.engines.notices.channels.notify import NotifyChannel, NotifySettings
from carepost.engines.notices.channels.port import NotSent
from carepost.engines.notices.words import Words
from tests.doubles.notify_api import KEY, TEMPLATE, NotifyApi

CODE = Words(to="+447700900123", text="Your Carepost code is 123456.")


@pytest.fixture
def api() -> Iterator[NotifyApi]:
    with NotifyApi() as server:
        yield server


def channel(api: NotifyApi, key: str = KEY) -> NotifyChannel:
    return NotifyChannel(NotifySettings(api.url, TEMPLATE, key))


def test_the_words_arrive_at_the_number(api: NotifyApi) -> None:
    channel(api).send(CODE)

    (text,) = api.texts
    assert (text["phone_number"], text["personalisation"]) == (CODE.to, {"message": CODE.text})


def test_trying_it_sends_nothing(api: NotifyApi) -> None:
    channel(api).check()

    assert api.texts == []


def test_a_wrong_key_is_refused_and_trying_again_is_of_no_use(api: NotifyApi) -> None:
    with pytest.raises(NotSent) as trouble:
        channel(api, KEY[:-1] + "1").send(CODE)

    assert (trouble.value.again, trouble.value.fault) == (False, "GOV.UK Notify refused the message (403).")


@pytest.mark.parametrize(("status", "again"), [(400, False), (429, True), (500, True), (503, True)])
def test_what_passes_is_tried_again_and_nothing_the_service_says_is_kept(
    api: NotifyApi, status: int, again: bool
) -> None:
    api.answers.append(status)

    with pytest.raises(NotSent) as trouble:
        channel(api).send(CODE)

    assert trouble.value.again is again
    assert "7700" not in trouble.value.fault


def test_a_service_that_does_not_answer_is_tried_again() -> None:
    with NotifyApi() as gone:
        pass

    with pytest.raises(NotSent) as trouble:
        channel(gone).send(CODE)

    assert trouble.value.again
