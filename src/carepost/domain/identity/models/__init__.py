"""People: an account each, their telephone and what they accepted."""

from __future__ import annotations

from carepost.domain.identity.models.failed_try import FailedTry
from carepost.domain.identity.models.joining import Joining, Proof
from carepost.domain.identity.models.person import Person, PersonManager
from carepost.domain.identity.models.platform import PlatformPlace
from carepost.domain.identity.models.policy import Acceptance, Policy
from carepost.domain.identity.models.sent_code import OwnCode, SentCode
from carepost.domain.identity.models.sign_on import SignOnLink, SignOnSitting, SpentToken
from carepost.domain.identity.models.sitting import Sitting
from carepost.domain.identity.models.telephone import Telephone

__all__ = [
    "Acceptance",
    "FailedTry",
    "Joining",
    "OwnCode",
    "Person",
    "PersonManager",
    "PlatformPlace",
    "Policy",
    "Proof",
    "SentCode",
    "SignOnLink",
    "SignOnSitting",
    "Sitting",
    "SpentToken",
    "Telephone",
]
