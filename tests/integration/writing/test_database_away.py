"""The database goes away in the middle: an error, and nothing half done."""

from __future__ import annotations

import psycopg
import pytest
from django.db import Error, connection

from carepost.actions.writing import send
from carepost.domain.ledger.events import Event
from tests.integration.desk import Desk

pytestmark = pytest.mark.hazard("HZ-10")


def hang_up(logins: dict[str, str]) -> None:
    """End every connection of the app, as a restart of the server does."""
    with psycopg.connect(logins["superuser"], autocommit=True) as superuser:
        superuser.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            " where datname = current_database() and usename = 'carepost_app'"
        )


def test_a_letter_is_sent_whole_or_not_at_all(
    committed_desk: Desk, logins: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, patient = committed_desk.letter(), committed_desk.surgery.patient()
    record = send._record
    monkeypatch.setattr(send, "_record", lambda *given: (hang_up(logins), record(*given)))
    with pytest.raises(Error):
        committed_desk.post(letter, patient=patient)
    connection.close()
    monkeypatch.undo()

    assert (committed_desk.conversations(), committed_desk.envelopes()) == ([], [])
    assert committed_desk.entries(Event.MESSAGE_SENT) == []
    committed_desk.post(letter, patient=patient)
    assert len(committed_desk.envelopes()) == 1
