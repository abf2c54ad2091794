"""What somebody is told who may not come in: where their place stands, and whom to ask. No patient, no colleague."""

from __future__ import annotations

from collections.abc import Iterable

from carepost.domain.organisations.models import Membership
from carepost.doors.web.presenters.errors import ErrorPage
from carepost.doors.web.presenters.parts import Link

S = Membership.State
TITLE = "You have no place here now"
NOTHING_OPEN = "Nothing else is open: you see no patients and cannot send."
AGAIN = Link(label="Sign in again", url="/")
ELSEWHERE = ErrorPage(
    title=TITLE,
    happened="Your place at this practice has ended or is suspended, so we closed what you had open there.",
    to_do=(
        "Go on at the other practice where you work.",
        "If this surprises you, ask a practice administrator at the practice.",
    ),
    link=Link(label="Go on", url="/"),
)


def no_place_page(gone: Iterable[Membership]) -> ErrorPage:
    """`gone` are the places they had; without one, all that can be said is that there is none."""
    places = list(gone)
    if not places:
        return ErrorPage(
            title=TITLE,
            happened="Your account has a place at no practice.",
            to_do=("Ask a practice administrator at your practice to invite you.",),
            link=AGAIN,
        )
    return ErrorPage(
        title=TITLE,
        happened=" ".join([*(_stands(one) for one in places), NOTHING_OPEN]),
        to_do=tuple(_ask(one) for one in places),
        link=AGAIN,
    )


def _stands(place: Membership) -> str:
    how = "is suspended" if place.state == S.SUSPENDED else "has ended"
    return f"Your place at {place.practice.name} {how}."


def _ask(place: Membership) -> str:
    ring = f", or ring {place.practice.telephone}" if place.practice.telephone else ""
    return f"Ask a practice administrator at {place.practice.name}{ring}."
