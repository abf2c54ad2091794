"""What an address is taken for, beside the name of whoever gives it and the practice they give it to (A2)."""

from __future__ import annotations

from carepost.domain.organisations.models import Practice
from carepost.engines.addresses import Classification, classify
from carepost.ground.kernel import EmailAddress


def judge(practice: Practice, address: EmailAddress, name: str, clinical_name: str = "") -> Classification:
    """`clinical_name`: as the clinical system has them, where that is known."""
    return classify(
        address=address,
        name=name,
        practice_name=practice.name,
        ods_code=practice.ods_code,
        clinical_name=clinical_name,
    )
