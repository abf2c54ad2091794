"""A letter held while it is decided, with what is asked about every one of them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from carepost.actions.receiving.reading import Reading
from carepost.domain.tenancy import statements

_HOLD = """
    select a.state, coalesce(k.ods_code, ''), same.id, same.at
    from intake_arrival a
    left join directory_contact k on k.practice_id = a.practice_id and k.identity = %s
    left join lateral (
        select s.id, s.at from intake_arrival s
        where s.practice_id = a.practice_id and s.content_sha256 = %s and s.id <> a.id order by s.at limit 1
    ) same on true
    where a.practice_id = %s and a.id = %s for update of a
"""


class Held(NamedTuple):
    """`contact_ods`: the organisation of the contact who wrote it, or "". `first`: the same letter, come earlier."""

    state: str
    contact_ods: str
    first_id: UUID | None
    first_at: datetime | None


def hold(reading: Reading) -> Held | None:
    """Until the transaction ends; None where it is gone."""
    arrival = reading.arrival
    # One without a Message-ID may be another that says the same.
    digest = reading.content_sha256() if reading.parsed.message_id else None
    found = statements.run(_HOLD, [reading.sender.identity, digest, arrival.practice_id, arrival.id])
    return Held(*found[0]) if found else None
