"""Practices, their teams, who works there and how they came, and the mailbox they write from."""

from __future__ import annotations

from carepost.domain.organisations.models.absence import Absence
from carepost.domain.organisations.models.change import DetailChange
from carepost.domain.organisations.models.device import Device, FullSignIn
from carepost.domain.organisations.models.handing import HandOver
from carepost.domain.organisations.models.introduction import Introduction
from carepost.domain.organisations.models.invitation import Invitation
from carepost.domain.organisations.models.kept import KeptForm
from carepost.domain.organisations.models.mailbox import ServiceMailbox
from carepost.domain.organisations.models.membership import Membership
from carepost.domain.organisations.models.practice import Practice
from carepost.domain.organisations.models.profile import Profile
from carepost.domain.organisations.models.question import Question
from carepost.domain.organisations.models.sharing import SharingSign
from carepost.domain.organisations.models.team import FIRST_TEAMS, Team, TeamMembership, TeamRequest
from carepost.domain.organisations.models.transition import Transition
from carepost.domain.organisations.models.vouching import Vouching

__all__ = [
    "FIRST_TEAMS",
    "Absence",
    "DetailChange",
    "Device",
    "FullSignIn",
    "HandOver",
    "Introduction",
    "Invitation",
    "KeptForm",
    "Membership",
    "Practice",
    "Profile",
    "Question",
    "ServiceMailbox",
    "SharingSign",
    "Team",
    "TeamMembership",
    "TeamRequest",
    "Transition",
    "Vouching",
]
