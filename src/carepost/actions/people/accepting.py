"""Coming on an invitation: the person signed in has the very address it was sent to."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from carepost.actions.joining.telling import tell_administrators
from carepost.actions.people.approving import put_into
from carepost.actions.people.inviting import hashed
from carepost.domain.identity.models import Person
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations import places
from carepost.domain.organisations.models import Invitation, Membership, Profile, Team
from carepost.domain.organisations.people import hold_place
from carepost.domain.organisations.profiles import ATTESTED_FOR
from carepost.ground.kernel import NotFound, Refused, Role, clock

S = Membership.State


def invitation_for(*, practice_id: UUID, key: str) -> Invitation:
    """The one this link is of, while it is good; NotFound else. Call acting for the practice that the link names."""
    waiting = Invitation.objects.of(practice_id).filter(
        token_hash=hashed(key), state=Invitation.State.WAITING, expires_at__gt=clock.now()
    )
    found = waiting.select_related("practice", "invited_by__person").first()
    if found is None:
        raise NotFound(
            "This link is not good any more: it was used, withdrawn, or its time is over. "
            "Ask whoever gave it to you for a new one."
        )
    return found


def accept(*, person: Person, practice_id: UUID, key: str) -> Membership:
    """A place here: at work at once where the sponsor has approved them and the first day has come."""
    found = invitation_for(practice_id=practice_id, key=key)
    invitation = Invitation.objects.one_for_update(practice_id, found.id)
    if invitation.state != Invitation.State.WAITING:
        raise NotFound("This link was used already. Sign in, and you find your place.")
    if invitation.email != person.email.lower():
        raise Refused(
            "This invitation is for another address than the one you signed in with. Sign in with that one."
        )

    member = _place(invitation, person)
    (_become_administrator if invitation.is_of_the_console else _carry_over)(invitation, member)
    invitation.state, invitation.membership = Invitation.State.ACCEPTED, member
    invitation.save(update_fields=["state", "membership"])

    if member.approved_at is None:
        tell_administrators(practice_id)
    record(
        actor=member.as_actor(),
        event=Event.INVITATION_ACCEPTED,
        about={"invitation": invitation.id, "membership": member.id},
        detail={"name": member.name},
    )
    return member


def _place(invitation: Invitation, person: Person) -> Membership:
    """The one they have here, or had, or a new one. The console makes an administrator of whoever works here, too."""
    rows = Membership.objects.of(invitation.practice_id).select_for_update(of=("self",))
    member = rows.filter(person=person).first()
    if member is None:
        return Membership.objects.create(
            practice_id=invitation.practice_id, person=person, state=S.AWAITING, state_since=clock.now()
        )
    if invitation.is_of_the_console and member.state in {S.ACTIVE, S.SUSPENDED}:
        return member
    places.check_is(member, S.INVITED, S.AWAITING, S.LEFT)
    if member.state != S.AWAITING:
        places.move(member, S.AWAITING)
    return member


def _carry_over(invitation: Invitation, member: Membership) -> None:
    """What the invitation says of the place; and, where it approves, the approval with its profile."""
    sponsor = invitation.invited_by if _answers(invitation.invited_by) else None
    member.role, member.job_title = invitation.role, invitation.job_title
    member.starts_on, member.ends_on = invitation.starts_on, invitation.ends_on
    member.sponsor, member.inheritor = sponsor, invitation.inheritor
    member.inheriting_team = invitation.inheriting_team
    member.approved_by, member.approved_at = None, None
    is_approved = sponsor is not None and _is_approved(invitation, member.person)
    if is_approved:
        member.approved_by, member.approved_at = sponsor, clock.now()
        _attested(invitation, member)
    member.save()
    put_into(member, Team.objects.of(member.practice_id).filter(id__in=invitation.teams, archived_at=None))
    if is_approved and (member.starts_on is None or member.starts_on <= clock.today()):
        places.move(member, S.ACTIVE)


def _answers(sponsor: Membership | None) -> bool:
    """Whoever was suspended since, has left or is no administrator any more has no word in who works here."""
    return sponsor is not None and hold_place(sponsor) and sponsor.role == Role.ADMINISTRATOR


def _is_approved(invitation: Invitation, person: Person) -> bool:
    """The sponsor approved somebody by name, on a look at their profile that holds for 90 days: whoever comes under
    another name, or later, waits for a practice administrator.
    """
    if not invitation.pre_approved or not _is_named(invitation, person):
        return False
    return date.fromisoformat(invitation.profile["seen_on"]) + ATTESTED_FOR >= clock.today()


def _is_named(invitation: Invitation, person: Person) -> bool:
    """Capitals and spaces apart."""
    invited, came = (f"{one.given_name} {one.family_name}" for one in (invitation, person))
    return invited.casefold().split() == came.casefold().split()


def _become_administrator(invitation: Invitation, member: Membership) -> None:
    """Of whoever works here already everything else stays: teams, job, who inherits."""
    member.role, member.ends_on = invitation.role, None
    member.job_title = member.job_title or invitation.job_title
    member.approved_by, member.approved_at = None, clock.now()
    member.save()
    if member.state != S.ACTIVE:
        places.move(member, S.ACTIVE)


def _attested(invitation: Invitation, member: Membership) -> None:
    seen_on = date.fromisoformat(invitation.profile["seen_on"])
    Profile.objects.create(
        practice_id=member.practice_id,
        membership=member,
        system=invitation.profile["system"],
        user_name=invitation.profile["user_name"],
        role=invitation.profile["role"],
        source=Profile.Source.ATTESTED,
        seen_on=seen_on,
        attested_by=invitation.invited_by,
        attested_at=invitation.invited_at,
        due_on=seen_on + ATTESTED_FOR,
    )
