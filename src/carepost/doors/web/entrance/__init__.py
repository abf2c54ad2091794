"""The way in to every page: who is this, may they come in, and for which practice do they act."""

from __future__ import annotations

from .members import for_members
from .people import for_people
from .place import choose
from .platform import for_platform
from .view import Entered, MemberRequest, PlatformRequest, View

__all__ = [
    "Entered",
    "MemberRequest",
    "PlatformRequest",
    "View",
    "choose",
    "for_members",
    "for_people",
    "for_platform",
]
