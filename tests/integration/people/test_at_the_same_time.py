"""What is pressed at the same moment: administrators who stop each other, and whoever is invited twice (A8)."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import OperationalError, connection

from carepost.actions.people.ending import leave, suspend
from carepost.actions.people.inviting import Invited, invite
from carepost.actions.people.roles import change_role
from carepost.domain.organisations.models import Invitation, Membership
from carepost.domain.organisations.people import hold_place
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, CarepostError, Conflict, EmailAddress, Role
from tests.cast import Cast
from tests.integration.people.conftest import again, new_place

pytestmark = pytest.mark.hazard("HZ-09")

Act = Callable[[Actor, UUID], object]
TOGETHER: dict[str, Act] = {
    "suspended": lambda actor, other: suspend(actor=actor, membership_id=other, reason="Made up."),
    "sent away": lambda actor, other: leave(actor=actor, membership_id=other),
    "made a plain member": lambda actor, other: change_role(
        actor=actor, membership_id=other, role=Role.MEMBER
    ),
}


class Presses(Thread):
    """One administrator's press of a button, on a connection of its own, holding their own place as a page does."""

    def __init__(self, actor: Actor, other: Membership, act: Act, ready: Barrier) -> None:
        super().__init__()
        self.actor, self.other, self.act, self.ready = actor, other, act, ready
        self.said: Exception | None = None

    def run(self) -> None:
        try:
            with acting_for(self.actor.practice_id):
                assert hold_place(Membership.objects.one(self.actor.practice_id, UUID(self.actor.id)))
                self.ready.wait(10)
                self.act(self.actor, self.other.id)
        except (
            CarepostError,
            OperationalError,
        ) as error:  # waiting for each other: the page says who was quicker
            self.said = error
        finally:
            connection.close()


def test_of_three_administrators_two_stay(committed_cast: Cast) -> None:
    """Erin and Finn stop each other; Dev looks on. Each alone would be allowed, and both would leave Dev alone."""
    surgery = committed_cast.riverside
    erin = new_place(surgery, "Erin", state="active", role=Role.ADMINISTRATOR)
    finn = new_place(surgery, "Finn", state="active", role=Role.ADMINISTRATOR)

    for what, act in TOGETHER.items():
        both = at_once(erin, finn, act)
        assert sum(one.said is None for one in both) == 1, what
        assert sum(is_administrator(one) for one in (erin, finn)) == 1, what
        with acting_for(surgery.practice.id):
            rows = Membership.objects.of(surgery.practice.id).filter(id__in=[erin.id, finn.id])
            rows.update(state="active", role=Role.ADMINISTRATOR)


def test_invited_twice_at_once_somebody_is_invited_once(committed_cast: Cast) -> None:
    ready = Barrier(2)
    lou = Invited(email=EmailAddress.parse("lou.ferry@nhs.example"), given_name="Lou", family_name="Ferry")
    dev = committed_cast.riverside.members["dev"]
    both = [
        Presses(committed_cast.dev, dev, lambda actor, _: invite(actor=actor, whom=lou), ready)
        for _ in range(2)
    ]
    for one in both:
        one.start()
    for one in both:
        one.join(30)

    assert [type(one.said) for one in both if one.said] == [Conflict]
    with acting_for(committed_cast.dev.practice_id):
        assert Invitation.objects.of(committed_cast.dev.practice_id).count() == 1


def at_once(erin: Membership, finn: Membership, act: Act) -> list[Presses]:
    ready = Barrier(2)
    both = [Presses(erin.as_actor(), finn, act, ready), Presses(finn.as_actor(), erin, act, ready)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    return both


def is_administrator(member: Membership) -> bool:
    now = again(member)
    return (now.state, now.role) == ("active", "administrator")
