"""Every kind of thing a member can hold. A new kind (a draft, a reminder, a filing) is a class and a line here."""

from __future__ import annotations

from .conversations import OpenConversations
from .files import FilesOfForms
from .places import Inheritances, Invitations, Sponsorships
from .port import Holding

HOLDINGS: tuple[Holding, ...] = (
    OpenConversations(),
    FilesOfForms(),
    Invitations(),
    Sponsorships(),
    Inheritances(),
)
