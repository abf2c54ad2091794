"""Where no clinical system answers, an administrator says what they saw there (A5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from carepost.actions.permissions import check_administrator
from carepost.actions.policies.people import check_not_oneself, check_short
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.organisations.profiles import ATTESTED_FOR
from carepost.ground.kernel import Actor, Refused, clock

LONGEST, LONGEST_NAME = 100, 200
"""characters"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What stands in the clinical system about a person there."""

    system: Profile.System
    user_name: str
    role: str
    on: date
    full_name: str = ""


def attest(*, actor: Actor, membership_id: UUID, seen: Seen) -> Profile:
    """On one's own word, for 90 days; then somebody has to look again."""
    check_administrator(actor)
    member = Membership.objects.one_for_update(actor.practice_id, membership_id)
    check_not_oneself(member, actor.id)
    check_seen(seen)

    profile = Profile.objects.create(
        practice_id=actor.practice_id,
        membership=member,
        system=seen.system,
        user_name=seen.user_name.strip(),
        full_name=seen.full_name.strip(),
        role=seen.role.strip(),
        source=Profile.Source.ATTESTED,
        seen_on=seen.on,
        attested_by_id=None if actor.is_system else UUID(actor.id),
        attested_at=clock.now(),
        due_on=seen.on + ATTESTED_FOR,
    )

    record(
        actor=actor,
        event=Event.PROFILE_ATTESTED,
        about={"membership": member.id, "profile": profile.id},
        detail={"system": profile.system, "user_name": profile.user_name, "role": profile.role},
    )
    return profile


def check_seen(seen: Seen) -> None:
    """As it can stand in a profile."""
    if seen.system == Profile.System.CIS2:
        raise Refused("A role in NHS CIS2 is told by CIS2 itself. Say what your clinical system shows.")
    if not seen.user_name.strip() or not seen.role.strip():
        raise Refused("Write the user name and the role as your clinical system shows them.")
    for words in (seen.user_name, seen.role):
        check_short(words, LONGEST)
    check_short(seen.full_name, LONGEST_NAME)
    if seen.on > clock.today():
        raise Refused("The day you saw the profile cannot be in the future.")
