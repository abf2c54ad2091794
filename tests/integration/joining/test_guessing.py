"""Codes cannot be guessed: few tries, ten minutes, once; and a try counts whatever happens to the request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from carepost.actions.joining.codes import MOST, TRIES
from carepost.actions.joining.proving import Answer, enter_code, send_new_code
from carepost.domain.identity.models import Person, Proof
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.joining.desk import ANSWER, CODE, Post, ask, bring


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_after_five_wrong_tries_the_right_code_is_wrong_too(cast: Cast, client: Client, post: Post) -> None:
    ask(client)
    code = post.code()
    for _ in range(TRIES):
        assert bring(client, wrong(code)).status_code == 422

    answer = bring(client, code)

    assert "Ask for a new one" in answer.content.decode()
    assert not Person.objects.filter(email__endswith="@nhs.net").exists()


def test_a_code_runs_out(cast: Cast, client: Client, post: Post) -> None:
    ask(client)
    code = post.code()

    with clock.at(clock.now() + timedelta(minutes=10)):
        assert bring(client, code).status_code == 422


def test_a_code_is_good_once(cast: Cast, client: Client, post: Post) -> None:
    ask(client, telephone="07700 900123")
    code = post.code()
    bring(client, code)

    assert bring(client, code).status_code == 422


def test_there_are_three_codes_at_the_most_and_only_the_last_one_is_good(
    cast: Cast, client: Client, post: Post
) -> None:
    ask(client)
    first = post.code()
    for _ in range(MOST + 2):
        client.post("/join/code", {"again": "1"})

    assert Proof.objects.get().sent == MOST
    assert len(post.fetch()) == MOST - 1
    assert bring(client, first).status_code == 422


def test_a_practice_of_forty_behind_one_caller_brings_its_codes(
    cast: Cast, client: Client, post: Post, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"join_code": "2/h/ip"}
    for person in ("ada", "bel", "cyd"):
        browser = Client()
        ask(browser, email=f"{person}.{ANSWER['family_name']}@nhs.net", given_name=person.title())
        assert bring(browser, post.code())["Location"] == "/join/waiting"
        post.fetch()

    ask(client)
    assert [bring(client, "000000").status_code for _ in range(3)] == [422, 422, 429]


def test_a_telephone_gets_few_codes_however_many_join_with_it(
    cast: Cast, client: Client, post: Post, settings: Any
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"join_text": "2/h/key"}
    ask(client, telephone="07700 900123")
    bring(client, post.code())
    client.post("/join/code", {"again": "1"})

    another, address = Client(), "ada.adeyemi@nhs.net"
    ask(another, email=address, given_name="Ada", telephone="07700 900123")
    code = next(CODE.findall(mail.text)[0] for mail in post.fetch() if mail.to == address)

    assert bring(another, code).status_code == 429
    assert client.post("/join/code", {"again": "1"}).status_code == 429
    assert not any(words.to == "+447700900123" for words in post.fetch())
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"join_text": "20/h/key"}
    assert bring(another, code)["Location"] == "/join/code"


def test_a_code_brought_by_two_presses_is_done_with_the_first(cast: Cast, client: Client, post: Post) -> None:
    ask(client)
    code, joining = post.code(), Proof.objects.get().joining_id
    bring(client, code)

    assert enter_code(joining_id=joining, typed=code) is Answer.DONE
    assert not send_new_code(joining_id=joining)


@pytest.mark.django_db(transaction=True)
def test_a_try_counts_though_the_request_is_undone(committed_cast: Cast, client: Client, post: Post) -> None:
    ask(client)
    code, joining = post.code(), Proof.objects.get().joining_id

    assert enter_code(joining_id=joining, typed=wrong(code)) is Answer.WRONG
    with pytest.raises(ZeroDivisionError):
        _answer_and_fail(joining, wrong(code))

    assert Proof.objects.get().tries == 2


def _answer_and_fail(joining: object, typed: str) -> None:
    enter_code(joining_id=joining, typed=typed)  # type: ignore[arg-type]
    raise ZeroDivisionError


def test_one_address_is_written_to_five_times_then_has_to_wait(
    cast: Cast, client: Client, post: Post
) -> None:
    statuses = [ask(client).status_code for _ in range(6)]

    assert statuses == [302] * 5 + [429]
    assert len(post.fetch()) == 5


def test_a_caller_behind_our_proxy_is_counted_alone(cast: Cast, client: Client, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"join": "3/h/ip"}
    for _ in range(3):
        client.post("/join/", {}, headers={"X-Forwarded-For": "203.0.113.7"})

    same = client.post("/join/", {}, headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.7"})
    another = client.post("/join/", {}, headers={"X-Forwarded-For": "203.0.113.8"})

    assert (same.status_code, another.status_code) == (429, 422)


def test_a_caller_who_makes_up_the_header_is_not_believed(cast: Cast, client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"join": "3/h/ip"}
    statuses = [
        client.post("/join/", {}, headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code for n in range(4)
    ]

    assert statuses[-1] == 429
