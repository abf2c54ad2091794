"""What is written of a letter once it is decided: its state, what lists show of it, and what it might belong to."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from psycopg.types.json import Jsonb

from carepost.actions.receiving.reading import Reading
from carepost.domain.tenancy.statements import Change
from carepost.engines.intake.models import Arrival
from carepost.engines.matching import Suggested
from carepost.ground.kernel import new_id

_SHOWN = ("from_name", "from_address", "subject", "mime_message_id", "content_sha256", "certainty")
_FINISH = """finished as (
    update intake_arrival set state = %s, from_name = %s, from_address = %s, subject = %s, mime_message_id = %s,
        content_sha256 = %s, certainty = %s, reasons = %s, conversation_id = %s
    where practice_id = %s and id = %s)"""
_SUGGEST = """suggested as (
    insert into intake_suggestion (practice_id, arrival_id, id, conversation_id, patient_id, reasons, score)
    select %s, %s, s.* from unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::jsonb[], %s::int[]) s)"""


def finished(
    reading: Reading,
    state: Arrival.State,
    *,
    reasons: list[str],
    certainty: str = "",
    conversation_id: UUID | None = None,
) -> Change:
    shown = said(reading) | {"content_sha256": reading.content_sha256(), "certainty": str(certainty)}
    values = [state.value, *(shown[name] for name in _SHOWN), Jsonb(reasons), conversation_id]
    return _FINISH, [*values, reading.arrival.practice_id, reading.arrival.id]


def suggested(arrival: Arrival, suggestions: Sequence[Suggested]) -> Change:
    columns = [
        [new_id() for _ in suggestions],
        [one.conversation_id for one in suggestions],
        [one.patient_id for one in suggestions],
        [Jsonb(list(one.reasons)) for one in suggestions],
        [one.score for one in suggestions],
    ]
    return _SUGGEST, [arrival.practice_id, arrival.id, *columns]


def said(reading: Reading) -> dict[str, str]:
    """What lists show of it."""
    shown = {
        "from_name": reading.sender.name[:300],
        "from_address": reading.sender.address[:320],
        "subject": reading.parsed.subject[:998],
        "mime_message_id": (reading.parsed.message_id or "")[:998],
    }
    return {name: value.replace("\0", "\ufffd") for name, value in shown.items()}
