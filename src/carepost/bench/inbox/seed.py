"""Conversations of years, seeded by SQL: most are done, some wait for an answer, a few for somebody here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg

from carepost.ground.postgres.roles import DATABASE
from carepost.ground.postgres.server import Server

_ID = "('0190' || lpad(to_hex(n), 12, '0') || substr(md5('{k}' || n), 1, 16))::uuid"
# Of a hundred: one waits here (with somebody, with a team, with nobody), four for an answer; the rest is done.
_CONVERSATIONS = f"""
    with those as (
        select n, n %% 100 = 0 as waits, n %% 100 between 1 and 4 as asks, (n / 100) %% 3 as holder,
            timestamptz '2020-01-01' + n * interval '2 minutes' as at
        from generate_series(%(first)s::bigint, %(last)s::bigint - 1) n)
    insert into correspondence_conversation (practice_id, id, reference, patient_id, subject, correspondent,
        preview, state, urgent, urgent_reason, unresolved_failures, waiting_since, last_at, attachments,
        assigned_to_id, assigned_team_id, version)
    select %(practice)s, {_ID.format(k="c")}, 'CP-S' || n,
        (%(patients)s::uuid[])[1 + n %% array_length(%(patients)s::uuid[], 1)],
        'Clinic letter ' || n, 'Dr P Shah (Northside Hospital)', 'Thank you for your letter, we shall see them soon',
        case when waits then 'waiting' when asks then 'awaiting_reply' else 'done' end,
        waits and n %% 2000 = 0, '', case when n %% 5000 = 100 then 1 else 0 end,
        case when waits then at end, at, n %% 3,
        case when waits and holder = 0
            then (%(members)s::uuid[])[1 + (n / 300) %% array_length(%(members)s::uuid[], 1)] end,
        case when waits and holder = 1
            then (%(teams)s::uuid[])[1 + (n / 300) %% array_length(%(teams)s::uuid[], 1)] end,
        1 from those
"""  # noqa: S608  (made of our own constant; what comes from outside is bound)
_ARRIVALS = f"""
    insert into intake_arrival (practice_id, id, mailbox_id, sha256, size, object_id, at, mail_from, rcpt_to,
        junk, state, reads, certainty, reasons, from_name, from_address, subject, mime_message_id,
        content_sha256, outcome, settled_by)
    select %(practice)s, {_ID.format(k="a")}, %(mailbox)s, md5('x' || n) || md5('y' || n), 52000,
        {_ID.format(k="a")}, timestamptz '2020-01-01' + n * interval '2 minutes', '', '[]', false,
        'needs_matching', 1, 'unknown', '[]', 'Dr P Shah', 'old@northside.example', 'Clinic letter', '',
        md5('z' || n) || md5('w' || n), '', ''
    from generate_series(%(first)s::bigint, %(last)s::bigint - 1) n where n %% 200 = 0
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Surgery:
    """Whose conversations they are, and who may hold them; `members[0]` is who looks."""

    practice: UUID
    mailbox: UUID
    members: list[UUID]
    teams: list[UUID]
    patients: list[UUID]


def grow(home: Path, surgery: Surgery, first: int, last: int) -> None:
    """From `first` conversations to `last`."""
    values = {
        "practice": surgery.practice,
        "mailbox": surgery.mailbox,
        "members": surgery.members,
        "teams": surgery.teams,
        "patients": surgery.patients,
        "first": first,
        "last": last,
    }
    with psycopg.connect(Server(home).superuser_conninfo(DATABASE), autocommit=True) as connection:
        connection.execute(_CONVERSATIONS, values)
        connection.execute(_ARRIVALS, values)
        connection.execute("vacuum analyze correspondence_conversation, intake_arrival")
        connection.execute("checkpoint")
