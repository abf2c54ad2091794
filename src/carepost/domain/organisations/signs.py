"""Signs that a log-in is shared, counted."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.organisations.models import SharingSign


def open_signs(practice_id: UUID) -> int:
    """How many nobody has dealt with yet."""
    return SharingSign.objects.of(practice_id).filter(state=SharingSign.State.OPEN).count()
