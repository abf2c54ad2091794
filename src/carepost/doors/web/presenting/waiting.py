"""What somebody who waits is told."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from carepost.actions.people.waiting import Hope
from carepost.domain.organisations.models import Membership
from carepost.doors.web import formats
from carepost.doors.web.presenters.people import OpenQuestion, Waiting, WaitingPage


def waiting_page(hopes: Iterable[Hope], name: str) -> WaitingPage:
    return WaitingPage(places=tuple(_place(hope) for hope in hopes), name=name)


def _place(hope: Hope) -> Waiting:
    member = hope.place
    questions = (
        OpenQuestion(text=one.text, url=reverse("waiting-answer", args=[one.id])) for one in hope.open
    )
    return Waiting(
        practice=member.practice.name,
        telephone=member.practice.telephone,
        state=_state(member),
        missing=tuple(_missing(hope)),
        questions=tuple(questions),
    )


def _state(member: Membership) -> str:
    if member.state == Membership.State.LEFT:
        return f"A practice administrator did not let you in: {member.state_reason}"
    if member.approved_at is not None and member.starts_on is not None:
        return f"You are approved, and begin on {formats.day(member.starts_on)}."
    return "The practice administrators have been told. One of them has to let you in; answer what you are asked here."


def _missing(hope: Hope) -> Iterable[str]:
    if hope.place.state == Membership.State.LEFT or hope.place.approved_at is not None:
        return
    if hope.open:
        yield "Your answer to the question below."
    if not hope.has_profile:
        yield "Somebody has to look up your profile in the practice's clinical system."
    yield "An administrator's approval."
