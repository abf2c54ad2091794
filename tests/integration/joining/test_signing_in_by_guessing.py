"""Passwords cannot be guessed; whose account it is learns of it, and is not kept out by whoever guesses."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from carepost.actions.people.failing import tell_failures
from carepost.domain.identity.models import Person, Sitting
from carepost.domain.identity.sittings import begin
from carepost.domain.ledger.models import Entry
from carepost.domain.tenancy.context import acting_for
from tests.cast import Cast
from tests.integration.joining.desk import Post

PASSWORD = "made up words for a test"
LOGIN = "/accounts/login/"
STOPPED = b"Too many failed login attempts"


@pytest.fixture
def alice(cast: Cast) -> Person:
    person = Person.objects.get(id=cast.alice.person_id)
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(browser: Client, person: Person, password: str, caller: str = "192.0.2.1") -> object:
    return browser.post(LOGIN, {"login": person.email, "password": password}, REMOTE_ADDR=caller)


def guess(person: Person, times: int = 6) -> list[bool]:
    """Whether each of some tries was even looked at; each from another caller."""
    return [
        STOPPED not in sign_in(Client(), person, f"wrong {n}", f"192.0.2.{n}").content  # type: ignore[attr-defined]
        for n in range(times)
    ]


def test_after_five_guesses_nothing_is_looked_at_for_a_while_wherever_it_comes_from(
    cast: Cast, alice: Person
) -> None:
    assert guess(alice) == [True] * 5 + [False]
    assert STOPPED in sign_in(Client(), alice, PASSWORD).content  # type: ignore[attr-defined]


def test_it_is_on_the_ledger_and_its_owner_is_told_once(cast: Cast, alice: Person, post: Post) -> None:
    guess(alice, 9)
    tell_failures()

    here = cast.riverside.practice.id
    with acting_for(here):
        events = list(
            Entry.objects.of(here).filter(event__startswith="sign_in.").values_list("event", flat=True)
        )
    assert (events.count("sign_in.failed"), events.count("sign_in.stopped")) == (5, 1)
    (mail,) = post.fetch()
    assert mail.to == alice.email
    assert "too many wrong passwords" in mail.subject


def test_a_browser_its_owner_has_used_before_stays_open(cast: Cast, alice: Person, client: Client) -> None:
    assert sign_in(client, alice, PASSWORD).status_code == 302  # type: ignore[attr-defined]
    client.post("/accounts/logout/")
    guess(alice, 8)

    assert sign_in(client, alice, PASSWORD).status_code == 302  # type: ignore[attr-defined]


def test_a_browser_others_have_used_is_not_known_for_it(cast: Cast, alice: Person, client: Client) -> None:
    bob = Person.objects.get(id=cast.bob.person_id)
    bob.set_password(PASSWORD)
    bob.save()
    sign_in(client, bob, PASSWORD)
    client.post("/accounts/logout/")
    guess(alice)

    assert STOPPED in sign_in(client, alice, PASSWORD).content  # type: ignore[attr-defined]


NEW = "quite another four words"


def set_anew(browser: Client, person: Person, post: Post) -> None:
    """By the code that comes to their address."""
    asked = browser.post("/accounts/password/reset/", {"email": person.email})
    (mail,) = post.fetch()
    code = next(line for line in mail.text.splitlines() if len(line.strip()) == 9).strip()
    brought = browser.post(asked["Location"], {"code": code})
    browser.post(brought["Location"], {"password1": NEW, "password2": NEW})


def test_a_lost_password_is_set_anew_by_a_code_to_the_address_and_its_owner_is_told(
    cast: Cast, alice: Person, client: Client, post: Post
) -> None:
    begin(alice, browser="Chrome on Windows")
    set_anew(client, alice, post)

    alice.refresh_from_db()
    assert alice.check_password(NEW)
    assert not Sitting.objects.filter(person=alice, ended_at=None).exists()
    assert "password was changed" in post.fetch()[0].subject
    assert client.get("/inbox/my").status_code == 302


def test_a_password_set_anew_where_a_colleague_is_signed_in_ends_nothing_of_theirs(
    cast: Cast, alice: Person, client: Client, post: Post
) -> None:
    bob = Person.objects.get(id=cast.bob.person_id)
    theirs = begin(bob, browser="Chrome on Windows")
    begin(alice, browser="Safari on iPhone")
    client.force_login(bob)

    set_anew(client, alice, post)

    still = set(Sitting.objects.filter(ended_at=None).values_list("person", "id"))
    assert (bob.id, theirs.id) in still
    assert {who for who, _ in still} == {bob.id}


def test_an_unknown_address_gets_the_same_page_and_a_mail_without_a_code(
    cast: Cast, alice: Person, post: Post
) -> None:
    pages = [
        Client().post("/accounts/password/reset/", {"email": email})["Location"]
        for email in (alice.email, "nobody.here@nhs.net")
    ]

    assert pages[0] == pages[1]
    assert [mail.subject for mail in post.fetch()] == ["Your code", "Your code"]


def test_nobody_changes_an_address_by_a_form(cast: Cast, alice: Person, client: Client) -> None:
    client.force_login(alice)

    answer = client.post("/accounts/email/", {"email": "other@nhs.net", "action_add": ""})

    assert answer.status_code == 404


def test_tries_outlive_the_request_that_was_undone(cast: Cast, alice: Person) -> None:
    guess(alice)
    cache.close()

    assert STOPPED in sign_in(Client(), alice, PASSWORD).content  # type: ignore[attr-defined]
