"""What is to be thought of a new address: by itself, and beside the name (A2)."""

from __future__ import annotations

from carepost.actions.people.judging import judge
from carepost.domain.organisations.models import Membership
from carepost.domain.organisations.profiles import profile_of
from carepost.engines.addresses import Classification
from carepost.ground.kernel import EmailAddress


def judged(place: Membership, address: EmailAddress, name: str) -> Classification:
    profile = profile_of(place)
    return judge(place.practice, address, name, profile.full_name if profile else "")
