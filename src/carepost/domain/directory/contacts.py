"""Whom a practice writes to."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.directory.models import Contact

MOST_OFFERED = 200


def contacts_of(practice_id: UUID) -> list[Contact]:
    """By name, as many as a page can offer."""
    return list(Contact.objects.of(practice_id).order_by("name", "id")[:MOST_OFFERED])
