"""A change of name, address or telephone is asked for, proved and told to the old address; nothing changes (A8)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from carepost.domain.identity.models import OwnCode, Person, Sitting, Telephone
from carepost.domain.organisations.models import DetailChange
from carepost.ground.kernel import clock, new_id
from tests.cast import Cast
from tests.integration.details.asking import (
    MARRIED,
    MOBILE,
    NEW,
    also_at_millbrook,
    asks,
    change_of,
    code_of,
    person,
    proved,
)
from tests.integration.joining.desk import Post
from tests.integration.people.conftest import told
from tests.integration.web.conftest import SignIn

pytestmark = pytest.mark.hazard("HZ-09")
State = DetailChange.State


def test_another_name_waits_and_the_address_is_told_without_a_name(
    cast: Cast, alice: Client, post: Post
) -> None:
    assert asks(alice, "name", **MARRIED)["Location"] == "/me"

    page = alice.get("/me").content.decode()
    assert "Dr Aisha Stone, known as Ash" in page
    assert "Aisha Barton" in page
    assert person(cast.alice).family_name == "Barton"
    to_her, to_dev = post.fetch()
    assert (to_her.to, to_dev.to) == (cast.riverside.members["alice"].person.email, "dev@y90001.example")
    assert [
        word for word in ("Aisha", "Stone", "Barton") for one in (to_her, to_dev) if word in one.text
    ] == []
    assert told(cast.riverside)[-1] == "details.asked"


def test_another_address_is_proved_by_a_code_sent_to_it(cast: Cast, alice: Client, post: Post) -> None:
    asked = asks(alice, "email", email=NEW)
    assert asked["Location"] == f"/me/details/{change_of(cast.alice).id}/code"
    old, new = post.fetch()
    assert (old.to, new.to) == ("alice@y90001.example", NEW)
    assert NEW not in old.text
    code = new.text.split("code is ")[1][:6]

    assert (
        alice.post(asked["Location"], {"code": "000000" if code != "000000" else "111111"}).status_code == 422
    )
    assert alice.post(asked["Location"], {"code": code})["Location"] == "/me"

    assert change_of(cast.alice).is_proved
    assert person(cast.alice).email == "alice@y90001.example"
    assert told(cast.riverside)[-2:] == ["details.asked", "details.proved"]
    assert [one.to for one in post.fetch()] == ["dev@y90001.example"]


def test_a_code_is_good_once_for_ten_minutes_and_a_new_one_ends_it(
    cast: Cast, alice: Client, post: Post
) -> None:
    where = asks(alice, "telephone", telephone=MOBILE)["Location"]
    first = code_of(post)
    assert alice.post(where, {"again": "1"})["Location"] == where
    assert alice.post(where, {"code": first}).status_code == 422
    second = code_of(post)
    OwnCode.objects.update(good_until=clock.now() - timedelta(seconds=1))
    assert b"cannot be used any more" in alice.post(where, {"code": second}).content

    alice.post(where, {"again": "1"})
    third = code_of(post)
    assert alice.post(where, {"code": third})["Location"] == "/me"
    assert alice.post(where, {"code": third})["Location"] == "/me"  # there is nothing to prove any more
    assert told(cast.riverside).count("details.proved") == 1


def test_a_code_for_a_new_address_opens_no_second_step(cast: Cast, alice: Client, post: Post) -> None:
    from carepost.domain.identity.second_steps import may_set_up

    proved(alice, post, cast.alice, "email", email=NEW)

    assert not may_set_up(Sitting.objects.get(person_id=cast.alice.person_id))


def test_guessing_is_stopped_and_so_are_mails(cast: Cast, alice: Client, post: Post) -> None:
    where = asks(alice, "email", email=NEW)["Location"]
    code = code_of(post)
    wrong = "000000" if code != "000000" else "111111"

    assert [alice.post(where, {"code": wrong}).status_code for _ in range(6)] == [422] * 5 + [429]
    assert alice.post(where, {"code": code}).status_code == 429
    assert [alice.post(where, {"again": "1"}).status_code for _ in range(5)] == [302] * 4 + [429]


def test_one_of_a_kind_waits_and_may_be_taken_back(cast: Cast, alice: Client, post: Post) -> None:
    asks(alice, "name", **MARRIED)
    assert asks(alice, "name", **MARRIED | {"family_name": "Other"}).status_code == 409
    asks(alice, "telephone", telephone=MOBILE)  # another kind may

    with_code = change_of(cast.alice)
    assert alice.post(f"/me/details/{with_code.id}/take-back")["Location"] == "/me"

    assert change_of(cast.alice).state == State.WITHDRAWN
    assert not OwnCode.objects.exists()
    assert told(cast.riverside)[-1] == "details.taken_back"
    assert asks(alice, "telephone", telephone=MOBILE).status_code == 302


def test_one_of_a_kind_also_for_somebody_at_two_practices(cast: Cast, alice: Client) -> None:
    place = also_at_millbrook(cast, cast.alice)
    asks(alice, "name", practice=str(cast.alice.practice_id), **MARRIED)

    assert asks(alice, "name", practice=str(place.practice_id), **MARRIED).status_code == 409
    assert told(cast.millbrook)[-1] == "details.asked"
    page = alice.get("/me").content.decode()
    assert "Riverside Surgery" in page
    assert "Millbrook Practice" in page


@pytest.mark.parametrize(
    ("detail", "typed", "says"),
    [
        ("email", "reception@nhs.net", "several people"),
        ("email", "aisha.barton@private.example", "Accounts are for NHS addresses"),
        ("email", "alice@y90001.example", "Accounts are for NHS addresses"),
        ("telephone", "020 7946 0123", "text message cannot be sent"),
        ("telephone", "07012 345678", "call-forwarding"),
        ("telephone", "+33 6 12 34 56 78", "not a United Kingdom"),
        ("name", "", "first name and last name"),
    ],
)
def test_what_will_not_do_is_refused_with_the_way_forward(
    cast: Cast, alice: Client, post: Post, detail: str, typed: str, says: str
) -> None:
    field = "family_name" if detail == "name" else detail
    answer = asks(alice, detail, **{field: typed})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page or (says == "several people" and "What to do now" in page)
    assert post.fetch() == []


def test_the_same_again_is_nothing_to_change(cast: Cast, alice: Client) -> None:
    answer = asks(alice, "name", given_name="Aisha", family_name="Barton")
    assert (answer.status_code, b"nothing to change" in answer.content) == (422, True)


def test_the_practices_own_telephone_is_nobodys(cast: Cast, alice: Client) -> None:
    place = also_at_millbrook(cast, cast.alice)
    type(place.practice).objects.filter(id=cast.millbrook.practice.id).update(telephone=MOBILE)

    assert b"own telephone" in asks(alice, "telephone", telephone=MOBILE).content


def test_an_address_or_telephone_of_somebody_else_is_answered_alike(
    cast: Cast, alice: Client, post: Post
) -> None:
    other = Person.objects.create_user("aisha.barton3@nhs.net", "Aisha", "Barton")
    Telephone.objects.create(person=other, number="+447700900124", proved_at=clock.now())

    seen = []
    for detail, typed in (
        ("email", NEW),
        ("email", other.email),
        ("telephone", MOBILE),
        ("telephone", "07700 900124"),
    ):
        asked = asks(alice, detail, **{detail: typed})
        pages = [asked, alice.get(asked["Location"]), alice.post(asked["Location"], {"code": "12345"})]
        seen.append((detail, [_outside(one, change_of(cast.alice), typed) for one in pages]))
        seen.append((detail, [_outside(alice.get("/me"), change_of(cast.alice), typed)]))
        mails = [one.text for one in post.fetch()]
        assert any("Another account has" in one for one in mails) == (typed in (other.email, "07700 900124"))
        alice.post(f"/me/details/{change_of(cast.alice).id}/take-back", follow=True)

    assert seen[0:2] == seen[2:4]
    assert seen[4:6] == seen[6:8]


def test_no_code_ever_proves_the_address_of_somebody_else(cast: Cast, alice: Client, post: Post) -> None:
    import re

    Person.objects.create_user(NEW, "Aisha", "Barton")
    asks(alice, "email", email=NEW)

    assert [re.findall(r"\d{6}", one.text) for one in post.fetch()] == [[], []]


def test_asking_asks_again_who_one_is(cast: Cast, alice: Client, post: Post) -> None:
    alice.get("/me")
    Sitting.objects.update(proved_at=clock.now() - timedelta(minutes=6))

    assert asks(alice, "name", **MARRIED)["Location"].startswith("/me/prove")
    assert alice.get("/me/details/email")["Location"].startswith("/me/prove")
    assert post.fetch() == []


def test_nobody_else_sees_proves_or_takes_back(
    cast: Cast, alice: Client, dev: Client, mallory: Client, post: Post
) -> None:
    where = asks(alice, "email", email=NEW)["Location"]
    code = code_of(post)
    before = told(cast.riverside)

    for browser in (dev, mallory):
        assert browser.get(where).status_code == 404
        assert browser.post(where, {"code": code}).status_code == 404
        assert browser.post(where.replace("/code", "/take-back")).status_code == 404
        assert NEW not in browser.get("/me").content.decode()
    assert told(cast.riverside) == before
    assert alice.get(f"/me/details/{new_id()}/code").status_code == 404
    assert asks(alice, "role", role="administrator").status_code == 404


def test_nobody_decides_alone_about_themselves(cast: Cast, dev: Client) -> None:
    answer = asks(dev, "name", **MARRIED)
    assert (answer.status_code, b"another administrator" in answer.content) == (422, True)


def test_a_strange_place_decides_nothing(cast: Cast, alice: Client) -> None:
    assert asks(alice, "name", practice=str(cast.mallory.practice_id), **MARRIED).status_code == 404


def test_whoever_waits_for_approval_sees_their_account_and_changes_nothing(
    cast: Cast, sign_in: SignIn
) -> None:
    from tests.integration.people.conftest import new_place

    browser = sign_in(new_place(cast.riverside).as_actor())

    page = browser.get("/me").content.decode()
    assert "Awaiting approval" in page
    assert "Ask for another" not in page
    assert asks(browser, "name", **MARRIED).status_code == 404


def test_where_no_mail_is_sent_an_address_is_not_offered(
    cast: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "INSTANCE", settings.INSTANCE.model_copy(update={"account_mail_host": ""}))
    page = alice.get("/me/details/email").content.decode()
    assert "no mail about accounts is sent" in page
    assert 'name="email"' not in page


def _outside(answer: Any, change: DetailChange, typed: str) -> tuple[int, str, str]:
    """What is seen, without what differs in any case."""
    import re

    words = answer.content.decode()
    for own in (str(change.id), change.after, typed, change.after[-3:]):
        words = words.replace(own, "")
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"', "", words)
    return answer.status_code, words, answer.headers.get("Location", "").replace(str(change.id), "")
