"""An administrator by a link from the console: the first ones, and one where no administrator can act (A5, A8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from carepost.actions.notices.mailing import at, mail
from carepost.actions.people import words
from carepost.actions.people.accepting import accept, invitation_for
from carepost.actions.people.accounts import make_account
from carepost.actions.people.inviting import kept
from carepost.actions.people.judging import judge
from carepost.actions.permissions import check_system
from carepost.actions.policies.administrators import check_nobody_administers
from carepost.actions.policies.people import check_named, check_own_address
from carepost.domain.identity.models import Person
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.administrators import administrators_at_work
from carepost.domain.organisations.models import Invitation, Practice
from carepost.domain.organisations.people import members_of
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Conflict, EmailAddress, Role, clock

GOOD_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """`link` is good once and until `until`; it stands here and nowhere else. `told`: how many were told by mail."""

    link: str = field(repr=False)
    invitation: Invitation
    told: int


def name_administrator(
    *, actor: Actor, email: EmailAddress, given_name: str, family_name: str, job_title: str = "", by: str = ""
) -> Named:
    """A link with which this person makes an account, and is an administrator from then on; an earlier one ends.

    Everybody who works here is told. Conflict or Refused for an address that several could read, and while an
    administrator is at work. `by`: who typed it, for the sealed part of the ledger.
    """
    check_system(actor)
    practice = Practice.objects.get(id=actor.practice_id)
    with acting_for(practice.id):
        _check_person(practice, email, given_name, family_name)
        check_nobody_administers(administrators_at_work(practice.id, clock.now()))

        _end_earlier(practice, email)
        invitation, key = kept(
            actor,
            practice,
            GOOD_FOR,
            email=str(email).lower(),
            given_name=given_name.strip(),
            family_name=family_name.strip(),
            job_title=job_title.strip(),
            role=Role.ADMINISTRATOR,
            pre_approved=True,
        )

        name = f"{invitation.given_name} {invitation.family_name}"
        about, detail = {"invitation": invitation.id}, {"name": name, "by": by}
        record(actor=actor, event=Event.ADMINISTRATOR_NAMED, about=about, detail=detail)

        told = _tell_everybody(practice)
    link = at(f"/join/administrator/{practice.id}/{key}")
    return Named(link=link, invitation=invitation, told=told)


def begin_account(*, practice_id: UUID, key: str, password_hash: str) -> Person:
    """By whoever holds the link and has no account yet: the account, and the place it was made for."""
    with acting_for(practice_id):
        invitation = invitation_for(practice_id=practice_id, key=key)
        if not invitation.is_of_the_console:
            raise Conflict("This link is for somebody with an account. Get an account first.")
        person = _person(invitation, password_hash)
        accept(person=person, practice_id=practice_id, key=key)
    return person


def _check_person(practice: Practice, email: EmailAddress, given_name: str, family_name: str) -> None:
    check_named(given_name, family_name)
    check_own_address(judge(practice, email, f"{given_name} {family_name}"))


def _end_earlier(practice: Practice, email: EmailAddress) -> None:
    rows = Invitation.objects.of(practice.id).filter(email=str(email).lower())
    rows.filter(state=Invitation.State.WAITING).update(state=Invitation.State.WITHDRAWN)


def _tell_everybody(practice: Practice) -> int:
    said, members = words.administrator_named(practice.name), members_of(practice.id)
    for member in members:
        mail(member.person.email, said)
    return len(members)


def _person(invitation: Invitation, password_hash: str) -> Person:
    """Their address stands for proved: the operator gave the link to them."""
    return make_account(
        Person(
            email=invitation.email,
            given_name=invitation.given_name,
            family_name=invitation.family_name,
            password=password_hash,
        )
    )
