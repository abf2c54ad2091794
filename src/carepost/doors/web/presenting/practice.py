"""Which of the practice's own pages a member may open, and what waits there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from carepost.actions.people.look import how_many_wait
from carepost.actions.permissions import (
    allows,
    can_administer,
    check_administrator,
    check_member,
    check_reader_of_the_record,
)
from carepost.actions.reviewing.look import how_many_to_review
from carepost.actions.teams.asking import requests_for_teams
from carepost.domain.correspondence.counts import stranded_in
from carepost.domain.organisations.administrators import administrators_of
from carepost.domain.organisations.changes import how_many_to_decide
from carepost.domain.organisations.signs import open_signs
from carepost.doors.web.presenters.parts import Link
from carepost.doors.web.presenters.practice import PracticePage, Room
from carepost.doors.web.presenting.reviewing import red
from carepost.ground.kernel import Actor


@dataclass(frozen=True, slots=True)
class Door:
    """`url_name` is the page's; `waiting` counts what needs somebody there, in words, for those who may open it."""

    label: str
    url_name: str
    about: str
    may: Callable[[Actor], None]
    waiting: Callable[[Actor], str] = lambda actor: ""


def _teams_asked_for(actor: Actor) -> str:
    count = len(requests_for_teams(actor=actor)) if can_administer(actor) else 0
    return f"{count} asked for" if count else ""


def _held_by_nobody(actor: Actor) -> str:
    count = stranded_in(actor.practice_id)
    return f"{count} held by somebody who cannot work now" if count else ""


def _people_waiting(actor: Actor) -> str:
    count, changes = how_many_wait(actor=actor), how_many_to_decide(actor.practice_id)
    joining = f"{count} waiting for approval" if count else ""
    changing = f"{changes} asking for a change of details" if changes else ""
    return ", ".join(filter(None, [joining, changing]))


def _reviews(actor: Actor) -> str:
    count = how_many_to_review(actor=actor).all
    return f"{count} to be looked at" if count else ""


def _signs(actor: Actor) -> str:
    count = open_signs(actor.practice_id)
    return f"{count} to be looked at" if count else ""


DOORS = (
    Door(
        "People",
        "people",
        "Who works here, and who waits to be let in.",
        check_administrator,
        _people_waiting,
    ),
    Door("Access review", "review", "Who still needs access, and why to ask.", check_administrator, _reviews),
    Door("Teams", "teams", "Who is in which team, and who is there now.", check_member, _teams_asked_for),
    Door(
        "Who holds what",
        "holding",
        "What a leaver holds, who takes it, and who is away.",
        check_administrator,
        _held_by_nobody,
    ),
    Door("Shared computers", "devices", "Where people lock and change places quickly.", check_administrator),
    Door(
        "Signing in",
        "signing-in-here",
        "Whether a code by text message may be the second step.",
        check_administrator,
    ),
    Door(
        "Invite from a list",
        "people-import",
        "Many people at once, from a spreadsheet.",
        check_administrator,
    ),
    Door("Shared log-ins", "moving", "Move people off a log-in that several share.", check_administrator),
    Door(
        "Signs of sharing",
        "sharing",
        "Signs that one log-in is used by more than one person.",
        check_administrator,
        _signs,
    ),
    Door(
        "Directory",
        "provisioning",
        "Let your organisation's own directory say who works here.",
        check_administrator,
    ),
    Door(
        "When no administrator can act",
        "way-back",
        "Two members make a colleague administrator for a week.",
        check_member,
    ),
    Door("Who did what", "who-did-what", "The practice's ledger in sentences.", check_reader_of_the_record),
)


def practice_page(actor: Actor, practice_name: str) -> PracticePage:
    rooms = (
        Room(label=door.label, url=reverse(door.url_name), about=door.about, waiting=door.waiting(actor))
        for door in DOORS
        if allows(door.may, actor)
    )
    few, link = _few(actor)
    to_review = Link(label="Access review", url=reverse("review"))
    too_late = how_many_to_review(actor=actor).too_late if can_administer(actor) else 0
    return PracticePage(
        title=practice_name,
        rooms=tuple(rooms),
        few=few,
        few_link=link,
        red=red(too_late, link=to_review),
    )


def _few(actor: Actor) -> tuple[str, Link | None]:
    """What is missing, and for whoever can do something about it, where."""
    there = len(administrators_of(actor.practice_id))
    if there >= 2:
        return "", None
    if can_administer(actor):
        words = "You are the only administrator here, and a practice needs two: invite a second one."
        return words, Link(label="Invite an administrator", url=reverse("invitations"))
    number = "only one administrator" if there else "no administrator"
    return (
        f"This practice has {number}, and needs two.",
        Link(label="When no administrator can act", url=reverse("way-back")),
    )
