"""From standings to the pages of the platform."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from carepost.actions.platform.standing import Helped, Standing
from carepost.domain.organisations.models import Membership, Vouching
from carepost.doors.web import formats
from carepost.doors.web.presenters.parts import EmptyState, FieldError, Link, Tag, Tone
from carepost.doors.web.presenters.platform import HelpPracticePage, PracticeRow, PracticesPage, StaffRow
from carepost.doors.web.presenting.members import ROLES
from carepost.ground.kernel import Role, clock

KINDS = {
    Vouching.Kind.FIRST: "First administrator: how did you prove out of band who they are?",
    Vouching.Kind.BREAK_GLASS: "Getting back in: why can no administrator of the practice do it?",
}


def practices_page(found: Iterable[Standing], person: str) -> PracticesPage:
    rows = tuple(_row(one) for one in found)
    return PracticesPage(
        rows=rows, person=person, empty=None if rows else EmptyState(title="No practice yet")
    )


def _row(one: Standing) -> PracticeRow:
    return PracticeRow(
        name=f"{one.practice.name} ({one.practice.ods_code})",
        url=reverse("platform-practice", args=[one.practice.id]),
        about=_about(one),
        needs=tuple(_needs(one)),
    )


def _about(one: Standing) -> str:
    people = f"{one.members} at work, {one.administrators} of them administrators"
    return f"since {formats.day(one.since.date())}, {people}, {one.waiting} waiting for approval"


def _needs(one: Standing) -> Iterable[Tag]:
    if one.administrators < 2:
        few = "one administrator" if one.administrators else "no administrator"
        yield Tag(text=few, tone=Tone.LOOK if one.administrators else Tone.HARM)
    if one.troubled:
        yield Tag(text="trouble with the mailbox", tone=Tone.HARM)
    if not one.mailboxes + one.troubled:
        yield Tag(text="no mailbox", tone=Tone.LOOK)


def help_page(found: Helped, errors: tuple[FieldError, ...] = ()) -> HelpPracticePage:
    standing = found.standing
    kind = Vouching.Kind.BREAK_GLASS if standing.administrators else Vouching.Kind.FIRST
    said = {one.membership_id: _said(one) for one in found.vouchings}
    return HelpPracticePage(
        name=f"{standing.practice.name} ({standing.practice.ods_code})",
        about=_about(standing),
        staff=tuple(_staff(one, said.get(one.id, "")) for one in found.people),
        kind=kind.value,
        kind_words=KINDS[kind],
        back=Link(label="Back to the practices", url=reverse("platform")),
        errors=errors,
    )


def _staff(member: Membership, said: str) -> StaffRow:
    return StaffRow(
        id=str(member.id),
        name=member.name,
        email=member.person.email,
        about=f"{ROLES[Role(member.role)]}, {member.get_state_display().lower()}",
        vouch_url=reverse("platform-vouch", args=[member.practice_id, member.id]),
        said=said,
    )


def _said(one: Vouching) -> str:
    until = formats.moment(one.expires_at, now=clock.now())
    return (
        f"{one.first_by.get_full_name()} stands for this: {one.reason} A second approver may until {until}."
    )
