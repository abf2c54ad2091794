"""What NHS CIS2 says of somebody's roles is evidence for whoever approves, and never an approval (A5)."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.organisations.people import everywhere_of
from carepost.domain.organisations.profiles import ATTESTED_FOR, told_of
from carepost.domain.tenancy.context import acting_for
from carepost.engines.single_sign_on.port import Identity, NationalRole
from carepost.ground.kernel import Actor, clock

DOOR = "sign-in"
LONGEST = 100


def keep_roles(*, person_id: UUID, identity: Identity) -> None:
    """At each practice where they work or wait, the role they have there."""
    with acting_for(None, person_id):
        places = everywhere_of(person_id)
    for place in places:
        here = [role for role in identity.roles if role.ods_code.upper() == place.practice.ods_code]
        if here and identity.user_id:
            with acting_for(place.practice_id):
                _keep(place, identity, here)


def _keep(member: Membership, identity: Identity, roles: list[NationalRole]) -> None:
    """A new profile where it says something new, else the one there is, seen today."""
    today = clock.today()
    role = ", ".join(sorted({one.name or one.code for one in roles}))[:LONGEST]
    seen = {"seen_on": today, "due_on": today + ATTESTED_FOR}
    said = {"user_name": identity.user_id[:LONGEST], "full_name": identity.name[:200], "role": role}
    if told_of(member, Profile.System.CIS2).filter(**said).update(**seen):
        return
    profile = Profile.objects.create(
        practice_id=member.practice_id,
        membership=member,
        system=Profile.System.CIS2,
        source=Profile.Source.ADAPTOR,
        **said,
        **seen,
    )
    record(
        actor=Actor.system(DOOR, member.practice_id),
        event=Event.PROFILE_TOLD,
        about={"membership": member.id, "profile": profile.id},
        detail={"system": profile.system, "user_name": profile.user_name, "role": role},
    )
