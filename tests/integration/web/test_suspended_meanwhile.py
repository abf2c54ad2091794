"""Suspension is instant: an act is done wholly before it, or not at all (A8)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Thread

import psycopg
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from carepost.domain.organisations.models import Membership
from carepost.domain.organisations.people import hold_place
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Role
from tests.cast import Cast
from tests.integration.web.conftest import SignIn
from tests.integration.web.story import Story

pytestmark = [pytest.mark.hazard("HZ-09")]

# pg_stat_activity would be told once for the whole transaction; locks are looked at anew.
WAITING = "select count(*) from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))"


class AtTheSameTime(Thread):
    """Somebody's press of a button, in a process of its own as far as the database can tell."""

    def __init__(self, browser: Client, address: str, fields: dict[str, str]) -> None:
        super().__init__()
        self._browser, self._address, self._fields = browser, address, fields
        self.answer: HttpResponse | None = None

    def run(self) -> None:
        try:
            self.answer = self._browser.post(self._address, self._fields)  # type: ignore[assignment]
        finally:
            connection.close()


@pytest.fixture
def console(logins: dict[str, str]) -> Iterator[psycopg.Connection]:
    """Where somebody is about to be suspended."""
    with psycopg.connect(logins["superuser"]) as console:
        yield console


def change(console: psycopg.Connection, who: Actor, column: str, value: str) -> None:
    """Begun, and not yet committed."""
    console.execute(
        f"update organisations_membership set {column} = %s where id = %s",  # type: ignore[arg-type]
        [value, who.id],
    )


def press_while(
    console: psycopg.Connection, browser: Client, address: str, fields: dict[str, str]
) -> HttpResponse:
    """The button is pressed while the change is under way; it is committed once the act waits for it, or is done."""
    act = AtTheSameTime(browser, address, fields)
    act.start()
    while act.is_alive() and console.execute(WAITING).fetchone() == (0,):
        time.sleep(0.01)
    console.commit()
    act.join()
    assert act.answer is not None
    return act.answer


@pytest.fixture
def story(committed_cast: Cast) -> Story:
    return Story(committed_cast)


def test_what_is_pressed_while_one_is_being_suspended_is_not_done(
    story: Story, sign_in: SignIn, console: psycopg.Connection
) -> None:
    conversation, bob = story.answered(), story.cast.bob
    browser = sign_in(bob)
    change(console, bob, "state", "suspended")

    answer = press_while(console, browser, f"/conversations/{conversation.id}/done", {})

    assert (answer.status_code, b"You have no place here now" in answer.content) == (403, True)
    assert story.now(conversation.id).state == conversation.state
    assert "conversation.done" not in story.ledger()


def test_a_role_taken_away_meanwhile_is_gone(story: Story, console: psycopg.Connection) -> None:
    practice, carol = story.surgery.practice.id, story.cast.carol
    with acting_for(practice):
        looked_up = Membership.objects.one(practice, story.surgery.members["carol"].id)
    change(console, carol, "role", Role.MEMBER)
    console.commit()

    with acting_for(practice):
        assert hold_place(looked_up)
    assert looked_up.as_actor().role is Role.MEMBER


def test_suspending_waits_until_what_has_begun_is_done(story: Story, console: psycopg.Connection) -> None:
    practice = story.surgery.practice.id
    with acting_for(practice):
        assert hold_place(Membership.objects.one(practice, story.surgery.members["bob"].id))
        console.execute("set lock_timeout = '100ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            change(console, story.cast.bob, "state", "suspended")
    console.rollback()
    change(console, story.cast.bob, "state", "suspended")
