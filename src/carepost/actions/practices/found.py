"""Making a practice: its teams, its people, its mailbox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from carepost.actions.permissions import check_system
from carepost.actions.policies.practices import check_practice
from carepost.actions.practices.newcomers import teams_called
from carepost.domain.identity.models import Person
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import (
    FIRST_TEAMS,
    Membership,
    Practice,
    ServiceMailbox,
    Team,
    TeamMembership,
)
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Conflict, EmailAddress, OdsCode, Role, clock, new_id
from carepost.ground.mailkit import tokens

FOUNDER = "console"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How a service mailbox is reached: submission (and IMAP, where mail is fetched)."""

    address: EmailAddress
    submission_host: str
    submission_port: int
    username: str
    password: str
    ca_file: str = ""
    imap_host: str = ""
    imap_port: int = 993
    plus_addresses: bool = True


def found_practice(*, name: str, ods_code: OdsCode, telephone: str = "") -> Practice:
    """A practice with its six teams (I3). Done at the console, before anybody could be asked for leave."""
    check_practice(name, telephone)
    practice_id = new_id()
    actor = Actor.system(FOUNDER, practice_id)
    with acting_for(practice_id):
        if Practice.objects.filter(ods_code=ods_code).exists():
            raise Conflict(f"There is a practice {ods_code} here already, so nothing was changed.")
        number = (Practice.objects.aggregate(most=Max("short_id"))["most"] or 0) + 1
        practice = Practice.objects.create(
            id=practice_id, name=name, ods_code=ods_code, telephone=telephone, short_id=number
        )
        record(
            actor=actor,
            event=Event.PRACTICE_CREATED,
            about={"practice": practice_id},
            detail={"name": name, "ods": ods_code},
        )
        for team in FIRST_TEAMS:
            made = Team.objects.create(practice=practice, name=team)
            record(actor=actor, event=Event.TEAM_CREATED, about={"team": made.id}, detail={"name": team})
    return practice


def add_member(
    *, actor: Actor, person: Person, role: Role, job_title: str = "", teams: Iterable[str] = ()
) -> Membership:
    """An active place at the practice. (Sign-up, proof and approval by people come with their own pages.)"""
    check_system(actor)

    with acting_for(actor.practice_id):
        if Membership.objects.of(actor.practice_id).filter(person=person).exists():
            raise Conflict(
                f"{person.get_full_name()} has a place here already, or had one: an administrator can change it."
            )
        joined = teams_called(actor.practice_id, teams)
        member = Membership.objects.create(
            practice_id=actor.practice_id,
            person=person,
            role=role,
            job_title=job_title,
            state=Membership.State.ACTIVE,
            state_since=clock.now(),
        )
        for team in joined:
            TeamMembership.objects.create(practice_id=actor.practice_id, team=team, membership=member)

        record(
            actor=actor,
            event=Event.MEMBERSHIP_CREATED,
            about={"membership": member.id},
            detail={
                "name": member.name,
                "role": role,
                "teams": [team.name for team in joined],
            },
        )
    return member


def connect_mailbox(*, actor: Actor, name: str, line: Line) -> ServiceMailbox:
    """The service mailbox this practice writes from; its password is sealed with the practice's key."""
    check_system(actor)

    with acting_for(actor.practice_id):
        mailbox = ServiceMailbox(id=new_id(), practice_id=actor.practice_id, name=name)
        _set_line(mailbox, line)
        _save(mailbox, force_insert=True)
        record(
            actor=actor,
            event=Event.MAILBOX_CHANGED,
            about={"mailbox": mailbox.id},
            detail={"address": mailbox.address},
        )
    return mailbox


def change_line(*, actor: Actor, mailbox_id: UUID, line: Line) -> ServiceMailbox:
    """The same mailbox, reached another way."""
    check_system(actor)

    with acting_for(actor.practice_id):
        mailbox = ServiceMailbox.objects.one_for_update(actor.practice_id, mailbox_id)
        _set_line(mailbox, line)
        _save(mailbox)
        record(
            actor=actor,
            event=Event.MAILBOX_CHANGED,
            about={"mailbox": mailbox.id},
            detail={"address": mailbox.address},
        )
    return mailbox


def _set_line(mailbox: ServiceMailbox, line: Line) -> None:
    if line.plus_addresses:
        tokens.check_room(line.address)
    label = password_label(mailbox.id)
    mailbox.sealed_password = services.vault().seal(mailbox.practice_id, label, line.password.encode())
    mailbox.address, mailbox.username = str(line.address), line.username
    mailbox.submission_host, mailbox.submission_port = line.submission_host, line.submission_port
    mailbox.imap_host, mailbox.imap_port = line.imap_host, line.imap_port
    mailbox.ca_file, mailbox.plus_addresses = line.ca_file, line.plus_addresses


def _save(mailbox: ServiceMailbox, *, force_insert: bool = False) -> None:
    """Two practices may not read one mailbox, and neither may see whether another has it: the database is asked."""
    try:
        with transaction.atomic():
            mailbox.save(force_insert=force_insert)
    except IntegrityError as error:
        raise Conflict(
            f"The mailbox {mailbox.address} is connected already, or belongs to another practice here."
        ) from error


def password_label(mailbox_id: UUID) -> str:
    return f"mailbox/{mailbox_id}/password"
