"""Asking somebody to join, by name and at an address of their own; for a time, if need be (A13)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from carepost.actions.notices.mailing import at
from carepost.actions.notices.tell import tell
from carepost.actions.people.attesting import Seen, check_seen
from carepost.actions.people.judging import judge
from carepost.actions.permissions import check_administrator
from carepost.actions.policies.administrators import check_not_of_the_console
from carepost.actions.policies.people import (
    check_bounded,
    check_named,
    check_own_address,
    check_waits_to_be_accepted,
)
from carepost.domain.directory.own_addresses import check_account_domain
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Invitation, Membership, Practice, Team
from carepost.domain.organisations.people import is_here
from carepost.ground.kernel import Actor, Conflict, EmailAddress, Role, clock, new_id

GOOD_FOR = timedelta(days=14)
State = Invitation.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who, as what, and from when until when. `seen`: the profile, where they are approved with the invitation."""

    email: EmailAddress
    given_name: str
    family_name: str
    role: Role = Role.MEMBER
    job_title: str = ""
    teams: tuple[UUID, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    inheritor_id: UUID | None = None
    inheriting_team_id: UUID | None = None
    seen: Seen | None = None


def invite(*, actor: Actor, whom: Invited) -> Invitation:
    """Kept, and a mail with the link is on its way. With `seen` whoever invites has approved them already."""
    check_administrator(actor)
    inviter = Membership.objects.select_related("practice").one(actor.practice_id, UUID(actor.id))
    check_named(whom.given_name, whom.family_name)
    if whom.seen is not None:
        check_seen(whom.seen)
    check_bounded(whom.role, whom.starts_on, whom.ends_on, clock.today())
    _check_new(actor.practice_id, whom.email)
    check_account_domain(whom.email)
    name, practice = f"{whom.given_name} {whom.family_name}", inviter.practice
    check_own_address(judge(practice, whom.email, name))

    return issue(
        actor,
        practice,
        email=str(whom.email).lower(),
        given_name=whom.given_name.strip(),
        family_name=whom.family_name.strip(),
        role=whom.role,
        job_title=whom.job_title.strip(),
        teams=[str(Team.objects.one(actor.practice_id, team).id) for team in whom.teams],
        pre_approved=whom.seen is not None,
        profile=_profile(whom.seen),
        starts_on=whom.starts_on,
        ends_on=whom.ends_on,
        inheritor=_colleague(actor, whom.inheritor_id),
        inheriting_team=_team(actor, whom.inheriting_team_id),
    )


def issue(actor: Actor, practice: Practice, **said: Any) -> Invitation:
    """A row with what is `said` of the person (its own columns), its link on the way by mail, and the entry."""
    invitation, key = kept(actor, practice, GOOD_FOR, **said)
    _mail_link(invitation, practice.name, key)

    _record(actor, Event.INVITATION_SENT, invitation)
    return invitation


def kept(actor: Actor, practice: Practice, good_for: timedelta, **said: Any) -> tuple[Invitation, str]:
    """The row, and the secret of its link, which is kept nowhere."""
    now, key = clock.now(), secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        id=new_id(),
        practice=practice,
        token_hash=hashed(key),
        invited_by_id=None if actor.is_system else UUID(actor.id),
        invited_at=now,
        expires_at=now + good_for,
        **said,
    )
    return invitation, key


def invite_again(*, actor: Actor, invitation_id: UUID) -> Invitation:
    """A new link, good for 14 days; the old one is good for nothing."""
    check_administrator(actor)
    invitation = Invitation.objects.select_related("practice").one_for_update(
        actor.practice_id, invitation_id
    )
    check_waits_to_be_accepted(invitation)
    check_not_of_the_console(invitation)

    now, key = clock.now(), secrets.token_urlsafe(32)
    invitation.token_hash, invitation.expires_at, invitation.reminded_at = hashed(key), now + GOOD_FOR, now
    invitation.save(update_fields=["token_hash", "expires_at", "reminded_at"])
    _mail_link(invitation, invitation.practice.name, key)

    _record(actor, Event.INVITATION_SENT, invitation)
    return invitation


def withdraw(*, actor: Actor, invitation_id: UUID) -> Invitation:
    """The link is good for nothing from now on."""
    check_administrator(actor)
    invitation = Invitation.objects.one_for_update(actor.practice_id, invitation_id)
    check_waits_to_be_accepted(invitation)

    invitation.state = State.WITHDRAWN
    invitation.save(update_fields=["state"])

    _record(actor, Event.INVITATION_WITHDRAWN, invitation)
    return invitation


def invitations_of(*, actor: Actor) -> list[Invitation]:
    """Those that wait, the newest first."""
    check_administrator(actor)
    waiting = Invitation.objects.of(actor.practice_id).filter(state=State.WAITING)
    return list(waiting.select_related("invited_by__person").order_by("-id"))


def hashed(key: str) -> str:
    """What is kept of a link."""
    return sha256(key.encode()).hexdigest()


def _check_new(practice_id: UUID, email: EmailAddress) -> None:
    """The practice is held, so that of two presses of a button the second sees the first."""
    Practice.objects.select_for_update(no_key=True).get(id=practice_id)
    address = str(email).lower()
    if is_here(practice_id, address):
        raise Conflict("Somebody with this address has a place here already. Look at the list of people.")
    waiting = Invitation.objects.of(practice_id).filter(email=address, state=State.WAITING)
    if waiting.exists():
        raise Conflict("This address is invited already. Send that invitation again, or withdraw it first.")


def _profile(seen: Seen | None) -> dict[str, str]:
    if seen is None:
        return {}
    return {
        "system": seen.system.value,
        "user_name": seen.user_name,
        "role": seen.role,
        "seen_on": seen.on.isoformat(),
    }


def _colleague(actor: Actor, member_id: UUID | None) -> Membership | None:
    return Membership.objects.one(actor.practice_id, member_id) if member_id else None


def _team(actor: Actor, team_id: UUID | None) -> Team | None:
    return Team.objects.one(actor.practice_id, team_id) if team_id else None


def _mail_link(invitation: Invitation, practice: str, key: str) -> None:
    """The secret stands in this mail and nowhere else."""
    url = at(f"/join/invited/{invitation.practice_id}/{key}")
    until = f"{invitation.expires_at.astimezone(clock.LONDON):%-d %B %Y}"
    tell(
        to=EmailAddress.parse(invitation.email),
        subject="You are invited to Carepost",
        text=(
            f"{practice} invites you to Carepost, where it writes to other professionals about patients.\n\n"
            f"Open this page: {url}\n\n"
            f"The link is for you alone and good until {until}. If you do not know the practice, do nothing.\n"
        ),
        good_for=GOOD_FOR,
    )


def _record(actor: Actor, event: Event, invitation: Invitation) -> None:
    record(
        actor=actor,
        event=event,
        about={"invitation": invitation.id},
        detail={"name": f"{invitation.given_name} {invitation.family_name}", "role": invitation.role},
    )
