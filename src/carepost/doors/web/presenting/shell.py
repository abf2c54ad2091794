"""The frame round a member's page."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from carepost.actions.conversations.elsewhere import count_elsewhere
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.paging import EPOCH
from carepost.doors.web import toasts
from carepost.doors.web.drawn_for import FIELD
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.jinja import demo
from carepost.doors.web.presenters.parts import Link
from carepost.doors.web.presenters.shell import PracticeChoice, Shell
from carepost.doors.web.sitting.here import sitting_of
from carepost.ground.kernel import Role, clock

from .lists import counts_for, navigation, red_bars

ROLES = {
    Role.ADMINISTRATOR: "Practice administrator",
    Role.CLINICAL_LEAD: "Clinical lead",
    Role.IG_LEAD: "IG lead",
}


def shell_for(
    request: MemberRequest,
    current: str = "",
    *,
    quiet: bool = False,
    writes: bool = False,
    opened: tuple[UUID, int] | None = None,
) -> Shell:
    """The frame with `current` as the list marked; `quiet` pages (a form) do not ask for news,
    `writes` is one of a message.

    `opened` is the conversation shown and the version of it.
    """
    actor, member = request.actor, request.membership
    counts = counts_for(actor)
    return Shell(
        person_name=member.name,
        person_initials=member.person.initials,
        person_id=str(member.person_id),
        practice_name=member.practice.name,
        role=" · ".join(filter(None, [member.job_title, ROLES.get(Role(member.role))])),
        practices=tuple(_choice(place, member) for place in request.places),
        switch_url=reverse("switch"),
        nav=navigation(actor, current, counts),
        red_bars=red_bars(actor, counts),
        toasts=toasts.take(request),
        compose_url=reverse("compose"),
        live_url=None if quiet else _live(actor.practice_id, current, opened),
        menu=(Link(label="Your account", url=reverse("own-account")),),
        demo=demo(),
        writes=writes,
        idle_minutes=sitting_of(request).idle_minutes,
        computer=sitting_of(request).computer,
    )


def _choice(place: Membership, here: Membership) -> PracticeChoice:
    return PracticeChoice(
        id=str(place.practice_id),
        name=place.practice.name,
        current=place.practice_id == here.practice_id,
        waiting=0 if place.practice_id == here.practice_id else count_elsewhere(place=place),
    )


def _live(practice_id: UUID, current: str, opened: tuple[UUID, int] | None) -> str:
    since = (clock.now() - EPOCH) // timedelta(microseconds=1)
    fields: dict[str, object] = {"list": current, "since": since, FIELD: practice_id}
    if opened:
        fields |= {"open": opened[0], "version": opened[1]}
    return f"{reverse('live')}?{urlencode(fields)}"
