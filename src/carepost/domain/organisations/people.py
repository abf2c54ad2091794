"""Who works here, in which teams, and where else."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import Q

from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Membership, Practice, ServiceMailbox, Team
from carepost.domain.tenancy import statements
from carepost.domain.tenancy.pointed import look_up
from carepost.ground.kernel import clock

_ACTIVE = "person_id = %s and state = %s and (ends_on is null or ends_on >= %s)"


def teams_of(practice_id: UUID) -> list[Team]:
    return list(Team.objects.of(practice_id).filter(archived_at=None).order_by("id"))


def members_of(practice_id: UUID) -> list[Membership]:
    """Active members by family name."""
    active = Membership.objects.of(practice_id).filter(state=Membership.State.ACTIVE)
    return list(active.select_related("person").order_by("person__family_name", "person__given_name", "id"))


def team_here(practice_id: UUID, team_id: UUID) -> Team:
    """NotFound for one that is not here."""
    return Team.objects.one(practice_id, team_id)


def member_here(practice_id: UUID, membership_id: UUID) -> Membership:
    """In whatever state; NotFound for one that is not here."""
    return Membership.objects.one(practice_id, membership_id)


def team_named(practice_id: UUID, team_id: UUID) -> str:
    """What a team is called; NotFound for one that is not here."""
    return Team.objects.one(practice_id, team_id).name


def member_named(practice_id: UUID, membership_id: UUID) -> str:
    return Membership.objects.one(practice_id, membership_id).name


def names_of(practice_id: UUID) -> dict[str, str]:
    """The name of everybody who is or was a member, by membership id."""
    everybody = Membership.objects.of(practice_id).select_related("person")
    return {str(member.id): member.name for member in everybody}


def places_of(person_id: UUID) -> list[Membership]:
    """Where this person works now: a last day that has passed ends it by itself. Seen only while acting for them."""
    places = statements.rows_of(
        Membership, _ACTIVE, [person_id, Membership.State.ACTIVE.value, clock.today()]
    )
    look_up(places, "practice", Practice)
    look_up(places, "person", Person)
    return sorted(places, key=lambda place: (place.practice.name, place.id))


def everywhere_of(person_id: UUID) -> list[Membership]:
    """Every place this person has not left, also where approval is awaited. Seen only while acting for them."""
    places = Membership.objects.filter(person_id=person_id).exclude(state=Membership.State.LEFT)
    return list(places.select_related("person", "practice").order_by("practice__name", "id"))


def is_here(practice_id: UUID, email: str) -> bool:
    """Whether somebody with this address has a place here, or waits for one."""
    here = Membership.objects.of(practice_id).exclude(state=Membership.State.LEFT)
    return here.filter(person__email=email).exists()


def gone_from(person_id: UUID) -> list[Membership]:
    """Where this person worked and cannot now. Seen only while acting for them."""
    over = Q(state=Membership.State.ACTIVE, ends_on__lt=clock.today())
    found = Membership.objects.filter(
        Q(state__in=(Membership.State.SUSPENDED, Membership.State.LEFT)) | over, person_id=person_id
    )
    return list(found.select_related("practice").order_by("practice__name", "id"))


def hoped_for(person_id: UUID) -> list[Membership]:
    """Where this person waits for approval or for the first day, or was refused. Seen only while acting for them."""
    waiting = Q(state=Membership.State.AWAITING)
    refused = Q(state=Membership.State.LEFT, approved_at=None) & ~Q(state_reason="")
    found = Membership.objects.filter(waiting | refused, person_id=person_id)
    return list(found.select_related("person", "practice").order_by("practice__name", "id"))


# Shared: two acts of one person need not wait for each other, and whoever changes the place waits for both.
HOLD = """
    select role from organisations_membership
    where practice_id = %s and id = %s and state = %s and (ends_on is null or ends_on >= %s) for share
"""


def hold_place(member: Membership) -> bool:
    """Keep this place as it is until the transaction ends, with the role it has now; False if it has ended.

    A suspension so comes before an act or after it, and never in the middle (A8).
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [member.practice_id, member.id, Membership.State.ACTIVE, clock.today()])
        found = cursor.fetchone()
    if found is not None:
        (member.role,) = found
    return found is not None


def mailboxes_of(practice_id: UUID) -> list[ServiceMailbox]:
    return list(ServiceMailbox.objects.of(practice_id).order_by("address"))
