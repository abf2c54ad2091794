"""A member's profile in the clinical system, as it was last seen."""

from __future__ import annotations

from datetime import timedelta

from carepost.domain.organisations.models import Membership, Profile

ATTESTED_FOR = timedelta(days=90)
"""how long an administrator's word on a profile holds (A5)"""


def profile_of(member: Membership) -> Profile | None:
    """The latest; those before it stay, with who said so."""
    return (
        Profile.objects.of(member.practice_id).filter(membership=member).order_by("-seen_on", "-id").first()
    )
