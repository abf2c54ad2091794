"""Signs of a shared log-in come from the way in, and are dealt with on a page (A7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from carepost.domain.identity.models import Sitting
from carepost.domain.organisations.models import SharingSign
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock
from tests.cast import Cast
from tests.integration.web.conftest import SignIn

pytestmark = pytest.mark.hazard("HZ-09")
AT_HOME = {"REMOTE_ADDR": "203.0.113.9"}


def both_at_work(cast: Cast, sign_in: SignIn, url: str = "/inbox/my") -> None:
    """Two browsers signed in as Bob, each asking within a second of the other, for seven minutes."""
    one, other = sign_in(cast.bob), sign_in(cast.bob)
    begun = clock.now().replace(second=0, microsecond=0)
    for minute in range(7):
        with clock.at(begun + timedelta(minutes=minute, seconds=1)):
            one.get(url)
        with clock.at(begun + timedelta(minutes=minute, seconds=2)):
            other.get(url, **AT_HOME)


def sign_of(cast: Cast) -> SharingSign:
    with acting_for(cast.dev.practice_id):
        return SharingSign.objects.of(cast.dev.practice_id).get()


def test_two_browsers_at_work_at_once_are_seen_told_of_and_explained(
    cast: Cast, sign_in: SignIn, dev: Client
) -> None:
    both_at_work(cast, sign_in)
    page = dev.get("/practice/sharing").content.decode()
    assert "within ten seconds of each other" in page
    assert "on two networks" in page
    assert "1 to be looked at" in dev.get("/practice").content.decode()
    assert "203.0.113" not in page
    assert all(len(one.network) in {0, 16} and "." not in one.network for one in Sitting.objects.all())

    sign = sign_of(cast)
    dev.post(f"/practice/sharing/{sign.id}/explain", {"answer": "He was helping himself."})
    page = dev.get("/practice/sharing").content.decode()
    assert "Explained by Dev Patel" in page


def test_a_page_that_asks_by_itself_is_nobody_at_work(cast: Cast, sign_in: SignIn, db: None) -> None:
    both_at_work(cast, sign_in, "/live?list=my&since=0")
    with acting_for(cast.dev.practice_id):
        assert not SharingSign.objects.of(cast.dev.practice_id).exists()


def test_what_happens_is_the_practices_choice(cast: Cast, dev: Client) -> None:
    dev.post("/practice/sharing/policy", {"sharing": "stop"})
    cast.riverside.practice.refresh_from_db()
    assert cast.riverside.practice.sharing == "stop"
    assert dev.post("/practice/sharing/policy", {"sharing": "perhaps"}).status_code == 404


def test_the_move_begins_from_there_and_older_places_are_ended(
    cast: Cast, sign_in: SignIn, dev: Client
) -> None:
    both_at_work(cast, sign_in)
    sign = sign_of(cast)
    assert "Signed out in" in dev.post(f"/practice/sharing/{sign.id}/end-older", follow=True).content.decode()
    begun = dev.post(f"/practice/sharing/{sign.id}/move")
    assert begun["Location"].startswith("/practice/moving/")


def test_nobody_else_sees_them(cast: Cast, sign_in: SignIn, alice: Client, mallory: Client) -> None:
    both_at_work(cast, sign_in)
    sign = sign_of(cast)
    assert alice.get("/practice/sharing").status_code == 403
    assert "Bob" not in mallory.get("/practice/sharing").content.decode()
    for deed in ("explain", "move", "end-older"):
        assert alice.post(f"/practice/sharing/{sign.id}/{deed}").status_code == 403
        assert mallory.post(f"/practice/sharing/{sign.id}/{deed}").status_code == 404
