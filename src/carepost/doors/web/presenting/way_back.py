"""From what two members asked to its page, and the red bar that everybody sees meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from carepost.actions.people.way_back import WayBack
from carepost.actions.permissions import can_administer
from carepost.domain.organisations.models import Vouching
from carepost.domain.organisations.way_back import going_on
from carepost.doors.web import formats
from carepost.doors.web.presenters.parts import Choice, FieldError, Link, PostAction
from carepost.doors.web.presenters.shell import RedBar
from carepost.doors.web.presenters.way_back import WayBackCard, WayBackPage
from carepost.ground.kernel import Actor, clock


def bars_of_way_back(practice_id: UUID) -> Iterable[RedBar]:
    link = Link(label="See what to do", url=reverse("way-back"))
    for one in going_on(practice_id):
        yield RedBar(text=_sentence(one), link=link)


def _sentence(one: Vouching) -> str:
    name = one.membership.name
    if one.ends_at is None:
        until = formats.moment(one.expires_at, now=clock.now())
        return f"It was asked that {name} becomes administrator, as none is at work. Open until {until}."
    until = formats.moment(one.ends_at, now=clock.now())
    return f"{name} is administrator until {until}: two colleagues stood for it, as none was at work."


def way_back_page(
    found: WayBack, actor: Actor, *, typed: dict[str, str], errors: tuple[FieldError, ...] = ()
) -> WayBackPage:
    names = " and ".join(one.name for one in found.at_work)
    return WayBackPage(
        url=reverse("way-back-ask"),
        back=Link(label="Back to the practice", url=reverse("practice")),
        cards=tuple(_card(one, found, actor) for one in found.going_on),
        at_work=f"At work as administrator: {names}. Ask them." if names else "",
        members=tuple(
            Choice(value=str(one.id), label=one.name, chosen=str(one.id) == typed.get("member"))
            for one in found.members
            if str(one.id) != actor.id
        ),
        reason=typed.get("reason", ""),
        errors=errors,
    )


def _card(one: Vouching, found: WayBack, actor: Actor) -> WayBackCard:
    by = " and ".join(person.get_full_name() for person in (one.first_by, one.second_by) if person)
    return WayBackCard(
        heading=one.membership.name,
        said=f"{_sentence(one)} Stood for by {by}.",
        reason=one.reason,
        buttons=tuple(_buttons(one, found, actor)),
    )


def _buttons(one: Vouching, found: WayBack, actor: Actor) -> Iterable[PostAction]:
    """What would be refused anyway has no button."""
    name = one.membership.name
    if one.second_at is None and not found.at_work and one.first_by_id != actor.person_id:
        yield PostAction(label=f"Confirm: {name}", url=reverse("way-back-confirm", args=[one.id]))
    if not can_administer(actor):
        return
    if one.second_at is not None and str(one.membership_id) != actor.id:
        yield PostAction(label=f"Keep: {name}", url=reverse("way-back-keep", args=[one.id]))
    yield PostAction(label=f"Stop: {name}", url=reverse("way-back-stop", args=[one.id]))
