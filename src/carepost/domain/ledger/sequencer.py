"""Giving entries their places: the one writer of the trees, run with the ledger's login.

Two transactions a practice. The first takes what waits, gives it places and grows the tree; the second signs
what is then committed. A checkpoint goes to the file outside *before* the commit of its row: a crash in
between leaves the file ahead of the table, never behind, and the next checkpoint sets it right. Had it been
written in the first transaction, a crash could have left outside a signature over an order that was undone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger.agreement import agrees
from carepost.domain.ledger.outside import OutsideFile
from carepost.domain.ledger.tree import Frontier
from carepost.ground.kernel import CarepostError, Conflict

log = structlog.get_logger(__name__)

Connection = psycopg.Connection[tuple[Any, ...]]  # Any: what a column holds

BATCH = 5_000
SIGN_EVERY = timedelta(seconds=30)  # a place waits a second at most, so no entry is unsigned for 60

PRACTICES_AT_WORK = """
    select practice_id from ledger_unplaced union select practice_id from ledger_head where size > signed_size
"""
LOCK = "select pg_try_advisory_xact_lock(hashtextextended('carepost.ledger ' || %s::text, 0))"
LOCK_AND_WAIT = (
    "select pg_advisory_xact_lock(hashtextextended('carepost.ledger ' || %s::text, 0)) is not null"
)
HEAD = "select origin, size, frontier from ledger_head where practice_id = %s"
NEW_HEAD = """
    insert into ledger_head (practice_id, origin, size, frontier, signed_size)
    select id, %s || ods_code, 0, '', 0 from organisations_practice where id = %s
    returning origin, size, frontier
"""
# One statement takes, orders, hashes and places a batch; only the leaves travel (see tree.leaf_hash).
PLACE = """
    with taken as (
        delete from ledger_unplaced where practice_id = %(practice)s and entry_id in (
            select entry_id from ledger_unplaced where practice_id = %(practice)s
            order by entry_id limit %(batch)s)
        returning entry_id)
    insert into ledger_place (practice_id, idx, entry_id, leaf)
    select %(practice)s, %(size)s - 1 + row_number() over (order by entry.id), entry.id,
        sha256('\\x00'::bytea || convert_to(entry.line, 'UTF8'))
    from taken join ledger_entry entry on entry.practice_id = %(practice)s and entry.id = taken.entry_id
    returning idx, leaf
"""
GROW = "update ledger_head set size = %s, frontier = %s where practice_id = %s"
DUE = """
    select origin, size, frontier from ledger_head where practice_id = %(practice)s
    and (%(force)s or (size > signed_size and (signed_at is null or signed_at <= now() - %(every)s)))
"""
SIGNED = "update ledger_head set signed_size = %s, signed_at = now() where practice_id = %s"
KEEP = """
    insert into ledger_checkpoint (practice_id, size, root, note, at) values (%s, %s, %s, %s, now())
    on conflict (practice_id, size) do nothing
"""


@dataclass(slots=True)
class Sequencer:
    """Places and signs for every practice that has something waiting. Several may run at once.

    Where another one is at work on a practice it goes on to the next, or stands by for its turn if `patient`.
    """

    conn: Connection
    signing_key: Ed25519PrivateKey
    outside: OutsideFile
    sign_every: timedelta = SIGN_EVERY
    patient: bool = False

    def __post_init__(self) -> None:
        self.conn.autocommit = True  # so that each `transaction()` below is one, and its commit is a commit

    def round(self, *, force: bool = False) -> int:
        """Place what waits, sign what is due (`force`: at once); how many entries were placed.

        A practice whose ledger may not be signed, or whose checkpoint was not kept, does not hold up others.
        """
        waiting = [row[0] for row in self.conn.execute(PRACTICES_AT_WORK).fetchall()]
        placed = 0
        for practice in waiting:
            try:
                placed += self.serve(practice, force=force)
            except (CarepostError, OSError) as fault:
                log.error("ledger.not_signed", practice=str(practice), fault=type(fault).__name__)
        return placed

    def serve(self, practice: UUID, *, force: bool = False) -> int:
        """The same for one practice."""
        placed = self.place(practice)
        self._sign(practice, force=force)
        return placed

    def place(self, practice: UUID) -> int:
        """Give places without signing."""
        placed = batch = self._place(practice)
        while batch == BATCH:
            batch = self._place(practice)
            placed += batch
        return placed

    def _place(self, practice: UUID) -> int:
        with self.conn.transaction():
            if not self._locked(practice):
                return 0
            self.conn.execute("set local synchronous_commit = on")  # what is signed next must outlive a crash
            _, size, frontier = self._head(practice)
            try:
                rows = self.conn.execute(
                    PLACE, {"practice": practice, "size": size, "batch": BATCH}
                ).fetchall()
            except psycopg.IntegrityError as fault:  # the next place is taken
                raise _head_does_not_fit(practice) from fault
            if rows:
                grown = _frontier(practice, size, frontier).extend(leaf for _, leaf in sorted(rows))
                self.conn.execute(GROW, [grown.size, grown.to_bytes(), practice])
        return len(rows)

    def _sign(self, practice: UUID, *, force: bool) -> None:
        with self.conn.transaction():
            if not self._locked(practice):
                return
            due = {"practice": practice, "force": force, "every": self.sign_every}
            head = self.conn.execute(DUE, due).fetchone()
            if head is None:
                return
            origin, size, frontier = head
            checkpoint = notes.Checkpoint(origin, size, _frontier(practice, size, frontier).root())
            note = notes.sign(checkpoint, self.signing_key)
            self._publish(practice, checkpoint, note)
            self.conn.execute(KEEP, [practice, size, checkpoint.root, note])
            self.conn.execute(SIGNED, [size, practice])

    def _publish(self, practice: UUID, checkpoint: notes.Checkpoint, note: str) -> None:
        """To the file outside, unless it is there. A log never contradicts what it signed before."""
        known = self.outside.longest(checkpoint.origin)
        if known == checkpoint:
            return
        if known is not None and not agrees(self.conn, practice, checkpoint, known):
            raise Conflict(
                f"The ledger {checkpoint.origin} has {checkpoint.size} entries, but a checkpoint outside the"
                f" database already vouches for {known.size}, and not for these: it was cut, changed, or"
                " restored from a copy. Nothing is signed until this is explained (`carepost ledger restored`)."
            )
        self.outside.append(note)

    def _locked(self, practice: UUID) -> bool:
        row = self.conn.execute(LOCK_AND_WAIT if self.patient else LOCK, [practice]).fetchone()
        return row is not None and bool(row[0])

    def _head(self, practice: UUID) -> tuple[str, int, bytes]:
        row = self.conn.execute(HEAD, [practice]).fetchone()
        row = row or self.conn.execute(NEW_HEAD, [notes.ORIGIN, practice]).fetchone()
        if row is None:
            raise LookupError(f"no practice {practice}")
        return row[0], row[1], row[2]


def _frontier(practice: UUID, size: int, data: bytes) -> Frontier:
    try:
        return Frontier.from_bytes(size, data)
    except ValueError as fault:
        raise _head_does_not_fit(practice) from fault


def _head_does_not_fit(practice: UUID) -> Conflict:
    return Conflict(
        f"The head of the ledger of practice {practice} does not fit its entries: the database was changed or"
        " damaged. Nothing is placed or signed until it is restored from a backup."
    )


def place_waiting(
    conn: Connection, signing_key: Ed25519PrivateKey, outside: OutsideFile, *, force: bool = False
) -> int:
    """Place what waits in every practice and sign what is due; how many entries were placed."""
    return Sequencer(conn, signing_key, outside).round(force=force)


def run(
    connect: Callable[[], Connection],
    signing_key: Ed25519PrivateKey,
    outside: OutsideFile,
    stop: threading.Event,
    *,
    every: float = 1.0,
) -> None:
    """Place and sign every second or so until told to stop; signs what is left on the way out.

    Comes back by itself when the database was away.
    """
    while not stop.is_set():
        try:
            with connect() as conn:
                _work(Sequencer(conn, signing_key, outside), stop, every)
        except psycopg.OperationalError as fault:
            log.warning("ledger.database_away", fault=type(fault).__name__)
            stop.wait(max(every, 1.0))


def _work(sequencer: Sequencer, stop: threading.Event, every: float) -> None:
    while not stop.wait(every):
        sequencer.round()
    sequencer.round(force=True)
