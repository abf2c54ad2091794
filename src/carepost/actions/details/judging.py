"""What is to be thought of a new address: by itself, and beside the name (A2)."""

from __future__ import annotations

from carepost.domain.organisations.models import Membership
from carepost.domain.organisations.profiles import profile_of
from carepost.engines.addresses import Classification, classify
from carepost.ground.kernel import EmailAddress


def judged(place: Membership, address: EmailAddress, name: str) -> Classification:
    profile = profile_of(place)
    return classify(
        address=address,
        name=name,
        practice_name=place.practice.name,
        ods_code=place.practice.ods_code,
        clinical_name=profile.full_name if profile else "",
    )
