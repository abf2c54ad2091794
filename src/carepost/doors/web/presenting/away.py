"""When somebody is away, as the pages show it."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from carepost.domain.organisations.absences import LONDON, to_come, words_of
from carepost.domain.organisations.models import Absence, Membership
from carepost.domain.organisations.people import teams_of
from carepost.doors.web import formats
from carepost.doors.web.presenters.leaving import AbsenceRow, AwayPage
from carepost.doors.web.presenters.parts import Choice, FieldError, Link, PostAction
from carepost.ground.kernel import Actor, clock


def away_page(
    actor: Actor, member: Membership, typed: Mapping[str, str], errors: tuple[FieldError, ...]
) -> AwayPage:
    own = str(member.id) == actor.id
    standing = to_come(actor.practice_id, clock.now()).filter(membership=member.id).select_related("team")
    return AwayPage(
        title="When you are away" if own else f"When {member.name} is away",
        url=reverse("away-own") if own else reverse("away", args=[member.id]),
        teams=tuple(
            Choice(value=str(team.id), label=team.name, chosen=str(team.id) == typed.get("team"))
            for team in teams_of(actor.practice_id)
        ),
        rows=tuple(_row(one, own) for one in standing),
        first_day=typed.get("first_day", clock.today().isoformat()),
        back_on=typed.get("back_on", ""),
        note=typed.get("note", ""),
        errors=errors,
        back=None if own else Link(label="Who holds what", url=reverse("holding")),
    )


def _row(absence: Absence, own: bool) -> AbsenceRow:
    begins = formats.day(absence.starts_at.astimezone(LONDON).date())
    begun = absence.starts_at <= clock.now()
    words = words_of(absence)
    when = f"{words[:1].upper()}{words[1:]}{'' if begun else f', from {begins}'}"
    said = f"{when}: answers go to {absence.team}."
    name = "away-own-end" if own else "away-end"
    label = "End it now" if begun else "Take it back"
    return AbsenceRow(
        said=f"{said} {absence.note}".strip(),
        end=PostAction(label=label, url=reverse(name, args=[absence.id])),
    )
