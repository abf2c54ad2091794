"""People by their ids: by hand, because every request asks who it is from."""

from __future__ import annotations

from uuid import UUID

from carepost.domain.identity.models import Person
from carepost.domain.tenancy import statements


def person_of(person_id: UUID | str) -> Person | None:
    found = statements.rows_of(Person, "id = %s", [person_id])
    return found[0] if found else None
