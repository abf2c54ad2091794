"""An administrator says yes or no to a change of details; the person themselves never does (A8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress as ProvedAddress
from django.test import Client

from carepost.actions.details.deciding import approve_change, refuse_change
from carepost.actions.people.step_codes import send_step_code
from carepost.domain.identity.models import OwnCode, Person, SignOnLink, Sitting, Telephone
from carepost.domain.organisations.models import DetailChange, Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Conflict, NotPermitted, Refused, Role, clock
from tests.cast import Cast
from tests.integration.details.asking import (
    MARRIED,
    MOBILE,
    NEW,
    also_at_millbrook,
    asks,
    change_of,
    decide,
    person,
    proved,
)
from tests.integration.joining.desk import Post
from tests.integration.people.conftest import new_place, told
from tests.integration.web.conftest import SignIn
from tests.integration.web.story import Story

pytestmark = pytest.mark.hazard("HZ-09")
State = DetailChange.State


def test_the_page_shows_before_and_after_and_what_speaks_for_it(
    cast: Cast, alice: Client, dev: Client, post: Post
) -> None:
    proved(alice, post, cast.alice, "email", email="a.b@nhs.net")

    page = dev.get("/practice/people/changes").content.decode()

    for words in ("Aisha Barton", "alice@y90001.example", "a.b@nhs.net", "Look twice", "Proved by a code"):
        assert words in page, words
    assert "1 asking for a change of details" in dev.get("/practice").content.decode()


def test_what_is_not_proved_yet_is_not_there_to_be_decided(cast: Cast, alice: Client, dev: Client) -> None:
    asks(alice, "email", email=NEW)
    change = change_of(cast.alice)

    assert NEW not in dev.get("/practice/people/changes").content.decode()
    assert decide(dev, change, "approve").status_code == 409
    assert person(cast.alice).email == "alice@y90001.example"


def test_another_name_holds_from_the_approval_on(cast: Cast, alice: Client, dev: Client, post: Post) -> None:
    asks(alice, "name", **MARRIED)
    post.fetch()

    page = decide(dev, change_of(cast.alice), "approve").content.decode()

    assert "Changed for Dr Aisha Stone" in page
    assert (person(cast.alice).get_full_name(), person(cast.alice).known_as) == ("Dr Aisha Stone", "Ash")
    assert alice.get("/me").status_code == 200
    assert [(one.to, "approved" in one.text) for one in post.fetch()] == [("alice@y90001.example", True)]
    assert told(cast.riverside)[-1] == "details.approved"


def test_letters_keep_the_name_they_were_sent_with(cast: Cast, sign_in: SignIn, dev: Client) -> None:
    story = Story(cast)
    conversation = story.answered()
    alice = sign_in(cast.alice)
    asks(alice, "name", **MARRIED)
    decide(dev, change_of(cast.alice), "approve")

    for page in (f"/conversations/{conversation.id}", f"/conversations/{conversation.id}/print"):
        letter = alice.get(page).content.decode().partition("<main")[2]
        assert "Aisha Barton" in letter
        assert "Aisha Stone, GP" not in letter


def test_with_another_address_one_signs_in_anew_and_with_nothing_of_the_old(
    cast: Cast, alice: Client, dev: Client, post: Post
) -> None:
    alice.get("/me")
    ProvedAddress.objects.create(
        user=person(cast.alice), email="alice@y90001.example", verified=True, primary=True
    )
    SignOnLink.objects.create(
        person=person(cast.alice), issuer="https://id.example", subject="a", linked_at=clock.now()
    )
    change = proved(alice, post, cast.alice, "email", email=NEW)
    post.fetch()

    decide(dev, change, "approve")

    assert person(cast.alice).email == NEW
    assert list(ProvedAddress.objects.values_list("email", "verified", "primary")) == [(NEW, True, True)]
    assert not SignOnLink.objects.exists()
    assert not Sitting.objects.filter(person_id=cast.alice.person_id, ended_at=None).exists()
    assert alice.get("/inbox/my")["Location"].startswith("/accounts/login/")
    assert [one.to for one in post.fetch()] == ["alice@y90001.example", NEW]
    assert {"details.approved", "sessions.ended", "sign_on.unlinked"} <= set(told(cast.riverside))


def test_another_telephone_is_theirs_from_then_on(cast: Cast, alice: Client, dev: Client, post: Post) -> None:
    change = proved(alice, post, cast.alice, "telephone", telephone=MOBILE)
    assert not Telephone.objects.exists()

    decide(dev, change, "approve")

    telephone = Telephone.objects.get(person_id=cast.alice.person_id)
    assert (telephone.number, telephone.proved_at) == ("+447700900123", change.proved_at)


def test_a_second_step_by_text_goes_to_the_new_telephone_and_no_code_of_the_old_one_holds(
    cast: Cast, alice: Client, dev: Client, post: Post
) -> None:
    old = Telephone.objects.create(
        person=person(cast.alice), number="+447700900124", proved_at=clock.now(), is_second_step=True
    )
    change = proved(alice, post, cast.alice, "telephone", telephone=MOBILE)
    send_step_code(telephone=old)
    assert OwnCode.objects.filter(of=OwnCode.Of.STEP).exists()

    decide(dev, change, "approve")

    old.refresh_from_db()
    assert (old.number, old.is_second_step) == ("+447700900123", True)
    assert not OwnCode.objects.exists()


def test_refused_nothing_changes_and_they_read_why(
    cast: Cast, alice: Client, dev: Client, post: Post
) -> None:
    asks(alice, "name", **MARRIED)
    post.fetch()
    assert b"Say why" in decide(dev, change_of(cast.alice), "refuse", reason=" ").content

    decide(dev, change_of(cast.alice), "refuse", reason="HR has no paper yet.")

    assert person(cast.alice).family_name == "Barton"
    assert "HR has no paper yet." in alice.get("/me").content.decode()
    assert ["HR" in one.text for one in post.fetch()] == [False]
    assert told(cast.riverside)[-1] == "details.refused"


def test_decided_once(cast: Cast, alice: Client, dev: Client) -> None:
    asks(alice, "name", **MARRIED)
    change = change_of(cast.alice)
    decide(dev, change, "refuse", reason="Made up.")

    assert decide(dev, change, "approve").status_code == 409
    assert alice.post(f"/me/details/{change.id}/take-back").status_code == 404
    assert change_of(cast.alice).state == State.REFUSED


def test_an_address_taken_meanwhile_changes_nothing(
    cast: Cast, alice: Client, dev: Client, post: Post
) -> None:
    change = proved(alice, post, cast.alice, "email", email=NEW)
    Person.objects.create_user(NEW, "Aisha", "Barton")

    answer = decide(dev, change, "approve")

    assert answer.status_code == 409
    assert b"Another account has this by now" in answer.content
    assert (person(cast.alice).email, change_of(cast.alice).state) == ("alice@y90001.example", State.WAITING)
    assert "it cannot be approved while that is so" in dev.get("/practice/people/changes").content.decode()
    assert decide(dev, change, "refuse", reason="It is taken.").status_code == 200


def test_a_telephone_taken_meanwhile_changes_nothing(
    cast: Cast, alice: Client, dev: Client, post: Post
) -> None:
    change = proved(alice, post, cast.alice, "telephone", telephone=MOBILE)
    Telephone.objects.create(person_id=cast.bob.person_id, number="+447700900123")

    assert decide(dev, change, "approve").status_code == 409
    assert Telephone.objects.count() == 1


def test_what_has_changed_meanwhile_is_not_overwritten(cast: Cast, alice: Client, dev: Client) -> None:
    asks(alice, "name", **MARRIED)
    Person.objects.filter(id=cast.alice.person_id).update(family_name="Other")

    assert b"has changed meanwhile" in decide(dev, change_of(cast.alice), "approve").content
    assert person(cast.alice).family_name == "Other"


def test_for_somebody_suspended_nothing_is_approved(cast: Cast, alice: Client, dev: Client) -> None:
    asks(alice, "name", **MARRIED)
    with acting_for(cast.alice.practice_id):
        Membership.objects.filter(id=cast.alice.id).update(state="suspended")

    assert decide(dev, change_of(cast.alice), "approve").status_code == 409


def test_an_administrator_decides_and_not_for_themselves(cast: Cast, sign_in: SignIn, dev: Client) -> None:
    second = new_place(cast.riverside, "Erin", state="active", role=Role.ADMINISTRATOR).as_actor()
    asks(dev, "name", given_name="Dev", family_name="Stone")
    change = change_of(cast.dev)

    assert "another administrator decides" in dev.get("/practice/people/changes").content.decode()
    with acting_for(cast.dev.practice_id):
        with pytest.raises(Refused, match="your own place"):
            approve_change(actor=cast.dev, change_id=change.id)
        for who in (cast.alice, cast.carol):
            with pytest.raises(NotPermitted):
                refuse_change(actor=who, change_id=change.id, reason="Made up.")
        assert approve_change(actor=second, change_id=change.id).state == State.APPROVED
        with pytest.raises(Conflict, match="approved already"):
            refuse_change(actor=second, change_id=change.id, reason="Made up.")


def test_deciding_asks_again_who_they_are(cast: Cast, alice: Client, dev: Client) -> None:
    asks(alice, "name", **MARRIED)
    dev.get("/practice/people/changes")
    Sitting.objects.update(proved_at=clock.now() - timedelta(minutes=6))

    answer = dev.post(f"/practice/people/changes/{change_of(cast.alice).id}/approve")

    assert answer["Location"].startswith("/me/prove?kept=")
    assert person(cast.alice).family_name == "Barton"


def test_the_other_practice_is_told_and_has_it_on_its_ledger(
    cast: Cast, alice: Client, dev: Client, post: Post
) -> None:
    also_at_millbrook(cast, cast.alice)
    asks(alice, "name", practice=str(cast.alice.practice_id), **MARRIED)
    post.fetch()

    decide(dev, change_of(cast.alice), "approve")

    assert told(cast.millbrook)[-2:] == ["details.asked", "details.approved"]
    mails = {one.to: one.text for one in post.fetch()}
    assert set(mails) == {"alice@y90001.example", "mallory@y90002.example"}
    assert "Stone" not in mails["mallory@y90002.example"]


def test_to_a_stranger_no_change_is_there(
    cast: Cast, alice: Client, mallory: Client, sign_in: SignIn
) -> None:
    """Also to the administrator of another practice where the person works."""
    also_at_millbrook(cast, cast.alice)
    asks(alice, "name", practice=str(cast.alice.practice_id), **MARRIED)
    change, before = change_of(cast.alice), told(cast.riverside)

    assert "Stone" not in mallory.get("/practice/people/changes").content.decode()
    for what in ("approve", "refuse"):
        assert decide(mallory, change, what, reason="Made up.").status_code == 404
        assert decide(sign_in(cast.bob), change, what, reason="Made up.").status_code == 403
    assert sign_in(cast.bob).get("/practice/people/changes").status_code == 403
    assert told(cast.riverside) == before
