"""From invitations to their pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse

from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Invitation, Membership, Team
from carepost.domain.organisations.profiles import CLINICAL_SYSTEMS
from carepost.doors.web import formats
from carepost.doors.web.presenters.invitations import InvitationRow, InvitationsPage, InvitedPage
from carepost.doors.web.presenters.parts import Choice, EmptyState, FieldError, Link, PostAction
from carepost.doors.web.presenting.members import ROLES
from carepost.ground.kernel import Role, clock


def invitations_page(
    waiting: Iterable[Invitation],
    teams: Iterable[Team],
    members: Iterable[Membership],
    *,
    typed: dict[str, str],
    ticked: Sequence[str],
    errors: tuple[FieldError, ...] = (),
) -> InvitationsPage:
    """`typed` and `ticked`: the form as it was sent, where it comes back with an error."""
    rows, teams = tuple(_row(one) for one in waiting), list(teams)
    return InvitationsPage(
        rows=rows,
        url=reverse("invitations"),
        roles=_choices(((role.value, label) for role, label in ROLES.items()), typed.get("role", "member")),
        teams=tuple(Choice(value=str(one.id), label=one.name, chosen=str(one.id) in ticked) for one in teams),
        inheritors=_inheritors(teams, members, typed.get("inheritor", "")),
        systems=_choices(CLINICAL_SYSTEMS, typed.get("system", "")),
        back=Link(label="Back to the people", url=reverse("people")),
        typed=typed,
        errors=errors,
        empty=None if rows else EmptyState(title="Nobody is invited just now"),
    )


def _inheritors(teams: Iterable[Team], members: Iterable[Membership], chosen: str) -> tuple[Choice, ...]:
    shared = [(f"team:{one.id}", one.name, "Teams") for one in teams]
    colleagues = [(f"member:{one.id}", one.name, "Colleagues") for one in members]
    return tuple(
        Choice(value=value, label=label, group=group, chosen=value == chosen)
        for value, label, group in (("", "Nobody yet", ""), *shared, *colleagues)
    )


def _choices(pairs: Iterable[tuple[str, str]], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=label, chosen=value == chosen) for value, label in pairs)


def _row(one: Invitation) -> InvitationRow:
    over = one.expires_at <= clock.now()
    good = (
        "the link is good no more" if over else f"the link is good until {formats.day(one.expires_at.date())}"
    )
    until = f"here until {formats.day(one.ends_on)}" if one.ends_on else ""
    role = one.job_title or ROLES[Role(one.role)]
    by = f"invited by {one.invited_by.name}" if one.invited_by else ""
    return InvitationRow(
        name=f"{one.given_name} {one.family_name}",
        email=one.email,
        about=", ".join(filter(None, [role, until, by, good])),
        again=PostAction(label="Send again", url=reverse("invitation-again", args=[one.id])),
        withdraw=PostAction(label="Withdraw", url=reverse("invitation-withdraw", args=[one.id])),
    )


def invited_page(invitation: Invitation, key: str, person: Person) -> InvitedPage:
    mine = invitation.email == person.email.lower()
    return InvitedPage(
        practice=invitation.practice.name,
        by=invitation.invited_by.name if invitation.invited_by else "",
        accept=PostAction(label="Accept", url=reverse("invited", args=[invitation.practice_id, key])),
        blocked=""
        if mine
        else "This invitation is for another address than the one you signed in with. "
        "Sign out, then open the link again and sign in with that address.",
    )
