"""Which policies are in force, and which of them a person has still to accept (A4)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from importlib import resources
from uuid import UUID

from django.db import connection

from carepost.domain.identity.models import Acceptance, Policy

# Asked with every page: one statement, by two unique indexes.
TO_ACCEPT = """
    select one.id from identity_policy one
    where not exists (select from identity_policy later where later.kind = one.kind and later.version > one.version)
      and not exists (select from identity_acceptance said where said.policy_id = one.id and said.person_id = %s)
    order by one.kind
"""


def in_force(kind: str) -> Policy | None:
    """The newest version, or None where none was ever published."""
    return Policy.objects.filter(kind=kind).order_by("-version").first()


def to_accept(person_id: UUID) -> list[int]:
    """Ids of the policies in force that this person has not accepted."""
    with connection.cursor() as cursor:
        cursor.execute(TO_ACCEPT, [person_id])
        return [row[0] for row in cursor.fetchall()]


def have_come_since(policy_ids: Collection[int], moment: datetime) -> bool:
    """All of these were published after that."""
    return not Policy.objects.filter(id__in=policy_ids, published_at__lte=moment).exists()


def last_accepted(person_id: UUID, kind: str) -> Policy | None:
    """The version this person accepted last, or None."""
    said = Acceptance.objects.filter(person_id=person_id, policy__kind=kind).order_by("-policy__version")
    found = said.select_related("policy").first()
    return found.policy if found else None


def first_text(kind: str) -> str:
    """What a new installation begins with; its operator publishes their own."""
    folder = resources.files("carepost.domain.identity").joinpath("first_policies")
    return folder.joinpath(f"{kind}.md").read_text(encoding="utf-8")
