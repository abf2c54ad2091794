"""Years of mail, seeded by SQL in minutes: what a practice and its neighbour hold when the next letter comes."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import psycopg

from carepost.actions.practices.found import found_practice
from carepost.bench.practice import Bench
from carepost.ground.kernel import OdsCode
from carepost.ground.postgres.roles import DATABASE
from carepost.ground.postgres.server import Server

PARTS = 4
"""messages in a conversation: one of ours, three answers"""

# Ids sort by time, as ours do; the letter `k` keeps kinds apart.
_ID = "('0190' || lpad(to_hex({n}), 12, '0') || substr(md5('{k}' || {n}), 1, 16))::uuid"
_AT = "timestamptz '2020-01-01' + {n} * interval '2 minutes'"
_TEXT = "repeat(md5({n}::text) || ' letter about the clinic and the bloods of ' || {n} || ' ', 6)"


_ROWS = f"from generate_series(%(first)s::bigint, %(last)s::bigint - 1) n where n %% {PARTS}"
# `{c}` a conversation's id, `{m}` a message's, `{a}` an arrival's, of the row `n`, whose conversation is `n / 4`.
_SEED = (
    """
    insert into correspondence_conversation (practice_id, id, reference, subject, correspondent, preview, state,
        urgent, urgent_reason, unresolved_failures, waiting_since, last_at, attachments, version)
    select %(practice)s, {c}, 'CP-S' || n, 'Clinic letter ' || n, 'Dr P Shah', 'Thank you', 'done',
        false, '', 0, null, {at}, 0, 4 {rows} = 0
    """,
    """
    insert into correspondence_participant (practice_id, id, conversation_id, identity, address, name,
        organisation, ods_code, added_at)
    select %(practice)s, {p}, {c}, 'old' || n || '@northside.example', 'old' || n || '@northside.example',
        'Dr P Shah', '', '', {at} {rows} = 0
    """,
    """
    insert into correspondence_message (practice_id, id, conversation_id, direction, from_name, from_address,
        "to", cc, subject, text, has_html, at, arrival_id, message_ids)
    select %(practice)s, {m}, {c}, case when n %% 4 = 0 then 'out' else 'in' end, 'Dr P Shah',
        'old@northside.example', '[]', '[]', 'Clinic letter ' || n, {text}, false, {at},
        case when n %% 4 = 0 then null else {a} end, '[]' {rows} >= 0
    """,
    """
    insert into intake_arrival (practice_id, id, mailbox_id, sha256, size, object_id, at, mail_from, rcpt_to,
        junk, state, reads, certainty, reasons, from_name, from_address, subject, mime_message_id,
        content_sha256, conversation_id, outcome, settled_by)
    select %(practice)s, {a}, %(mailbox)s, md5('x' || n) || md5('y' || n), 52000, {a}, {at}, '', '[]',
        false, 'matched', 1, 'certain', '[]', 'Dr P Shah', 'old@northside.example', 'Clinic letter',
        '<' || n || '@northside.example>', md5('z' || n) || md5('w' || n), {c}, '', '' {rows} > 0
    """,
    """
    insert into intake_sighting (practice_id, id, mailbox_id, arrival_id, source_key, seen_at)
    select %(practice)s, {s}, %(mailbox)s, {a}, 'imap:Old:1:' || n, {at} {rows} > 0
    """,
    """
    insert into delivery_envelope (practice_id, id, message_id, mailbox_id, kind, name, organisation, recipient,
        verdict, verdict_words, verdict_list, handle, token, mime_message_id, object_id, sha256, size, state,
        state_at, not_before, attempt_count, words)
    select %(practice)s, {e}, {m}, %(mailbox)s, 'to', 'Dr P Shah', '', 'old' || n || '@northside.example',
        'accredited', '', '', decode(substr(md5('h' || n), 1, 24), 'hex'), md5('t' || n),
        '<' || n || '@riverside.example>', {m}, md5('x' || n), 3000, 'accepted', {at}, {at}, 1, '' {rows} = 0
    """,
    """
    insert into ledger_entry (practice_id, id, at, event, line, actor_kind, actor_id, conversation_id,
        message_id, patient_id)
    select %(practice)s, {l}, {at}, 'arrival.matched', repeat(md5(n::text), 9), 'system', 'intake', {c}::text,
        {m}::text, '' {rows} >= 0
    """,
)


def store(home: Path, bench: Bench, count: int) -> None:
    """`count` messages with all that belongs to them, half in this practice and half in another."""
    other = found_practice(name="Millbrook Practice", ods_code=OdsCode("Y90002"))
    with psycopg.connect(Server(home).superuser_conninfo(DATABASE), autocommit=True) as connection:
        # What the triggers check is true by construction; what they note for the sequencer it never had to place.
        connection.execute("set session_replication_role = replica")
        for practice, first, last in ((bench.practice_id, 0, count // 2), (other.id, count // 2, count)):
            _fill(connection, practice, bench.mailbox_id, first, last)
        connection.execute("analyze")
        connection.execute("checkpoint")


def _fill(connection: psycopg.Connection, practice: UUID, mailbox: UUID, first: int, last: int) -> None:
    values = {"practice": practice, "mailbox": mailbox, "first": first, "last": last}
    for template in _SEED:
        connection.execute(_said(template), values)


def _said(template: str) -> str:
    names = {"c": _ID.format(n=f"(n / {PARTS})", k="c"), "at": _AT.format(n="n"), "text": _TEXT.format(n="n")}
    names |= {kind: _ID.format(n="n", k=kind) for kind in ("m", "a", "s", "p", "e", "l")}
    return template.format(rows=_ROWS, **names)
