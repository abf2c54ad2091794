"""A member's profile in the clinical system, as it was last seen, and what NHS CIS2 says beside it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from carepost.domain.organisations.models import Membership, Profile

ATTESTED_FOR = timedelta(days=90)
"""how long an administrator's word on a profile holds (A5)"""
CLINICAL_SYSTEMS = tuple(one for one in Profile.System.choices if one[0] != Profile.System.CIS2)
"""value and label; a role in NHS CIS2 is evidence beside a profile in one of these, and never instead of it"""


def profile_of(member: Membership) -> Profile | None:
    return clinical_profiles(member).first()


def clinical_profiles(member: Membership) -> QuerySet[Profile]:
    """In a clinical system, the latest first; those before it stay, with who said so."""
    theirs = Profile.objects.of(member.practice_id).filter(membership=member)
    return theirs.exclude(system=Profile.System.CIS2).order_by("-seen_on", "-id")


def latest_profiles(practice_id: UUID) -> dict[UUID, Profile]:
    """Of everybody here who has one in a clinical system, by membership: what `profile_of` says of each."""
    rows = Profile.objects.of(practice_id).exclude(system=Profile.System.CIS2)
    latest = rows.order_by("membership", "-seen_on", "-id").distinct("membership")
    return {one.membership_id: one for one in latest}


def told_of(member: Membership, system: Profile.System) -> QuerySet[Profile]:
    """What a system itself has said of them."""
    return Profile.objects.of(member.practice_id).filter(
        membership=member, system=system, source=Profile.Source.ADAPTOR
    )
