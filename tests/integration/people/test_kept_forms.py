"""A form that was kept goes on once, however often the button is pressed."""

from __future__ import annotations

from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection

from carepost.actions.people.kept import Typed, keep_form, take_form
from carepost.domain.organisations.models import KeptForm
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, NotFound
from tests.cast import Cast

NOTE = Typed((("text", "Rang the daughter."),))


class Presses(Thread):
    def __init__(self, actor: Actor, form_id: UUID, ready: Barrier) -> None:
        super().__init__()
        self.actor, self.form_id, self.ready, self.went_on = actor, form_id, ready, False

    def run(self) -> None:
        assert self.actor.person_id is not None
        place = {"person_id": self.actor.person_id, "practice_id": self.actor.practice_id}
        try:
            with acting_for(self.actor.practice_id, self.actor.person_id):
                self.ready.wait(10)
                self.went_on = take_form(**place, form_id=self.form_id).typed == NOTE
        except NotFound:
            pass
        finally:
            connection.close()


@pytest.mark.hazard("HZ-01")
def test_pressed_twice_at_once_it_goes_on_once(committed_cast: Cast) -> None:
    alice = committed_cast.alice
    assert alice.person_id is not None
    for _ in range(5):
        with acting_for(alice.practice_id, alice.person_id):
            form_id = keep_form(
                person_id=alice.person_id,
                practice_id=alice.practice_id,
                path="/conversations/made-up/note",
                why=KeptForm.Why.LOCKED,
                typed=NOTE,
            )
        ready = Barrier(2)
        both = [Presses(alice, form_id, ready) for _ in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join(30)

        assert sum(one.went_on for one in both) == 1
