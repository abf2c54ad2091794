"""What matters more than a page is asked for again: within five minutes, and nothing that was sent is lost."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from carepost.actions.people.failing import tell_failures
from carepost.domain.identity.models import Person, Sitting
from carepost.domain.organisations.models import KeptForm
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web.entrance import MemberRequest, for_members
from carepost.engines.notices.models import Notice
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.web.conftest import SignIn
from tests.integration.web.story import Story

PASSWORD = "made up words for a test"
SECRET = "JBSWY3DPEHPK3PXP"


def approve(request: MemberRequest) -> HttpResponse:
    files = [file.read().decode() for file in request.FILES.values()]
    return HttpResponse(
        f"{request.method} {request.POST.getlist('who')} {files} by {request.membership.name}"
    )


urlpatterns = [
    path("approve", for_members(approve, methods=("GET", "POST"), fresh=True), name="approve"),
    path("", include("carepost.config.urls")),
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def alice(cast: Cast, sign_in: SignIn) -> Client:
    """At work for ten minutes, with a password, an app and recovery codes."""
    person = Person.objects.get(id=cast.alice.person_id)
    person.set_password(PASSWORD)
    person.save()
    totp.TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    browser = sign_in(cast.alice)
    browser.get("/inbox/my")
    Sitting.objects.update(proved_at=clock.now() - timedelta(minutes=10))
    return browser


def code(steps: int = 0) -> str:
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30 + steps))


def test_a_page_that_matters_asks_and_then_comes(story: Story, alice: Client) -> None:
    asked = alice.get("/approve")
    assert asked["Location"] == "/me/prove?next=%2Fapprove"
    assert b"Show that it is you" in alice.get(asked["Location"]).content

    answer = alice.post("/me/prove", {"code": code(), "next": "/approve"}, follow=True)

    assert answer.content.startswith(b"GET")
    assert story.ledger()[-1] == "identity.proved"
    assert alice.get("/approve").status_code == 200


@pytest.mark.hazard("HZ-09")
def test_it_cannot_be_skipped_by_posting(alice: Client) -> None:
    answer = alice.post("/approve", {"who": "mallory"})

    assert answer.status_code == 302
    assert answer["Location"].startswith("/me/prove?kept=")
    assert alice.post("/approve", {"who": "mallory"}, headers={"HX-Request": "true"}).status_code == 204


def test_what_was_sent_goes_on_afterwards_files_and_all(alice: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    letter = SimpleUploadedFile("letter.txt", b"A made-up letter.")
    asked = alice.post("/approve", {"who": ["bob", "carol"], "letter": letter})
    form = asked["Location"].partition("kept=")[2]

    answer = alice.post("/me/prove", {"code": code(), "form": form})

    assert answer.content == b"POST [&#x27;bob&#x27;, &#x27;carol&#x27;]".replace(b"&#x27;", b"'") + (
        b" ['A made-up letter.'] by Aisha Barton"
    )


def test_what_was_sent_is_sealed_and_gone_once_it_is_done(cast: Cast, alice: Client) -> None:
    form = alice.post("/approve", {"who": "somebody made up"})["Location"].partition("kept=")[2]
    with acting_for(cast.riverside.practice.id):
        assert b"somebody" not in bytes(KeptForm.objects.of(cast.riverside.practice.id).get().sealed)

    alice.post("/me/prove", {"code": code(), "form": form})

    with acting_for(cast.riverside.practice.id):
        assert not KeptForm.objects.of(cast.riverside.practice.id).exists()


@pytest.mark.hazard("HZ-09")
def test_nobody_else_gets_what_was_kept(alice: Client, bob: Client, mallory: Client) -> None:
    form = alice.post("/approve", {"who": "x"})["Location"].partition("kept=")[2]

    assert bob.post(f"/me/kept/{form}/go-on").status_code == 404
    assert mallory.post(f"/me/kept/{form}/go-on").status_code == 404
    assert bob.post(f"/me/kept/{form}/let-go").status_code == 404

    assert alice.post("/me/prove", {"code": code(), "form": form}).status_code == 200


def test_a_code_is_good_once_also_when_its_half_minute_is_over(
    story: Story, alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, now = code(), time.time()
    alice.post("/me/prove", {"code": right})
    Sitting.objects.update(proved_at=clock.now() - timedelta(minutes=10))

    monkeypatch.setattr(time, "time", lambda: now + 31)
    again = alice.post("/me/prove", {"code": right})

    assert again.status_code == 422
    assert story.ledger()[-1] == "sign_in.failed"
    assert alice.get("/approve").status_code == 302


def test_a_password_alone_is_not_enough_and_a_recovery_code_needs_it(alice: Client) -> None:
    person = Person.objects.get(email="alice@y90001.example")
    spare = RecoveryCodes.activate(person).get_unused_codes()[0]

    assert alice.post("/me/prove", {"password": PASSWORD}).status_code == 422
    assert alice.post("/me/prove", {"code": spare}).status_code == 422
    assert alice.post("/me/prove", {"code": spare, "password": "something else"}).status_code == 422
    assert alice.post("/me/prove", {"code": spare, "password": PASSWORD}).status_code == 302


def test_the_way_back_is_a_page_of_ours(alice: Client) -> None:
    answer = alice.post("/me/prove", {"code": code(), "next": "https://elsewhere.example/"})

    assert answer["Location"] == "/"


def test_too_many_tries_are_stopped_and_told(story: Story, alice: Client) -> None:
    for _ in range(10):
        answer = alice.post("/me/prove", {"code": "000000"})
    assert b"too many tries" in answer.content
    tell_failures()
    assert story.ledger()[-1] == "sign_in.stopped"
    assert Notice.objects.count() == 1, "and its owner is told"

    assert alice.post("/me/prove", {"code": code()}).status_code == 422
