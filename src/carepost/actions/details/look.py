"""Changes that wait, as an administrator sees them; and one's own account, as its owner does."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from carepost.actions.details.judging import judged
from carepost.actions.details.now import Detail, Name, is_anothers, name_of, telephone_of
from carepost.actions.permissions import check_administrator
from carepost.domain.identity.models import Person
from carepost.domain.organisations import changes
from carepost.domain.organisations.models import DetailChange, Membership, Team
from carepost.domain.organisations.people import everywhere_of
from carepost.domain.tenancy.context import acting_for
from carepost.engines.addresses import Classification
from carepost.ground.kernel import Actor, EmailAddress, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A change and what speaks for it or against. `address`: of the address with the name, as they would then be."""

    change: DetailChange
    address: Classification | None
    is_taken: bool
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A practice where one works or waits."""

    member: Membership
    teams: tuple[Team, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccount:
    """`waiting` is what one asked for; `refused` what was not approved lately."""

    person: Person
    telephone: str = field(repr=False)
    places: tuple[OwnPlace, ...]
    waiting: tuple[DetailChange, ...]
    refused: tuple[DetailChange, ...]


def changes_waiting(*, actor: Actor) -> list[Asked]:
    """Those that can be decided, the oldest first."""
    check_administrator(actor)
    return [_asked(change, actor) for change in changes.to_decide(actor.practice_id)]


def _asked(change: DetailChange, actor: Actor) -> Asked:
    person = change.membership.person
    return Asked(
        change=change,
        address=_address(change),
        is_taken=change.detail != Detail.NAME and is_anothers(person, change.detail, change.after),
        is_own=str(change.membership_id) == actor.id,
    )


def _address(change: DetailChange) -> Classification | None:
    """A telephone says nothing of an address."""
    person = change.membership.person
    match Detail(change.detail):
        case Detail.NAME:
            return judged(
                change.membership, EmailAddress.parse(person.email), Name(**change.parts).to_compare
            )
        case Detail.EMAIL:
            return judged(change.membership, EmailAddress.parse(change.after), name_of(person).to_compare)
        case Detail.TELEPHONE:
            return None


def own_account(*, person: Person) -> OwnAccount:
    """All of it, from every practice where they have a place."""
    with acting_for(None, person.id):
        members = everywhere_of(person.id)
        telephone = telephone_of(person)
    return OwnAccount(
        person=person,
        telephone=telephone,
        places=tuple(_place(member) for member in members),
        waiting=tuple(changes.waiting_of(person.id)),
        refused=tuple(changes.refused_lately(person.id)),
    )


def _place(member: Membership) -> OwnPlace:
    with acting_for(member.practice_id):
        teams = Team.objects.of(member.practice_id).filter(places__membership=member, archived_at=None)
        return OwnPlace(member=member, teams=tuple(teams.order_by("name")))


def own_change(*, person_id: UUID, change_id: UUID) -> DetailChange:
    """One that waits; NotFound for anybody else's. Its place is its `membership`."""
    for change in changes.waiting_of(person_id):
        if change.id == change_id:
            return change
    raise NotFound("There is no such change of yours. It may have been decided already.")
