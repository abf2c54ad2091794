"""A code by text message at the door: whether it is taken, how often it is sent, and what the page says of it."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.http import HttpRequest

from carepost.actions.joining.proving import Answer
from carepost.actions.people.step_codes import (
    bring_step_code,
    send_step_code,
    step_code_of,
    step_code_was_lost,
)
from carepost.actions.people.texts import is_asked_for
from carepost.domain.identity.models import Person, Telephone
from carepost.domain.identity.second_steps import has_second_step, texted_telephone
from carepost.doors.web.presenters.texts import TextStep
from carepost.doors.web.presenting.joining import LOST

from .steps import shown

SHOWN = 2
"""figures of the number that a page tells"""
WRONG = {
    Answer.WRONG: "That is not the code. Look again, and type its six digits.",
    Answer.OVER: "This code cannot be used any more. Get a new one.",
}


def is_taken(request: HttpRequest, person: Person) -> bool:
    """Not where single sign-on only claims this address: that is for a stronger second step to prove."""
    found = shown(request, person)
    return (found is None or found.linked) and is_asked_for(person.id)


def brought(request: HttpRequest, person: Person, code: str) -> Answer | None:
    """What the code is, as one by text message; None where none can be meant."""
    if not is_taken(request, person):
        return None
    if has_second_step(person.id) and step_code_of(person.id) is None:
        return None
    return bring_step_code(person_id=person.id, typed=code)


def send_at_once(request: HttpRequest, person: Person) -> None:
    """To whoever has nothing else, unless there was one a moment ago."""
    if not has_second_step(person.id) and is_taken(request, person):
        send(request, person)


def send(request: HttpRequest, person: Person) -> bool:
    """False where there were too many, or one within the last minute."""
    telephone = texted_telephone(person.id)
    if telephone is None or not consume(request, action="text_code", key=str(person.id)):
        return False
    send_step_code(telephone=telephone)
    return True


def at_door(request: HttpRequest) -> TextStep | None:
    """For the page of the second step, whose password was right; None where no text message is taken."""
    stage = getattr(request, "_login_stage", None)  # allauth's, while somebody is on their way in
    if stage is None:
        return None
    person: Person = stage.login.user
    return text_step(person) if is_taken(request, person) else None


def text_step(person: Person) -> TextStep | None:
    telephone = texted_telephone(person.id)
    return None if telephone is None else step_of(telephone)


def step_of(telephone: Telephone) -> TextStep:
    code = step_code_of(telephone.person_id)
    return TextStep(
        ending=telephone.number[-SHOWN:],
        sent=code is not None,
        lost=LOST if code is not None and step_code_was_lost(code) else "",
    )
