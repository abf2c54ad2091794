"""Going on after a restore from an older copy: a new epoch, said openly, instead of a contradiction.

The checkpoints outside vouch for entries that the copy does not have. They stay valid under the name the
ledger had; from here on it signs under another (`.../restored-2`), and a verifier accepts that only from
somebody who tells it of the restore.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger.agreement import agrees
from carepost.domain.ledger.outside import OutsideFile
from carepost.domain.ledger.sequencer import HEAD, Connection
from carepost.domain.ledger.tree import Frontier
from carepost.ground.kernel import Refused

SIGNED = "select signed_size from ledger_head where practice_id = %s"
RENAME = "update ledger_head set origin = %s where practice_id = %s and origin = %s"


@dataclass(frozen=True, slots=True)
class Gap:
    """What a restore left: `kept` entries are signed and still there, `vouched` were signed before it."""

    origin: str
    kept: int
    vouched: int

    @property
    def epoch(self) -> int:
        """The number of the epoch that begins after it."""
        return notes.epoch_of(self.origin) + 1


def gap(conn: Connection, practice: UUID, outside: OutsideFile) -> Gap:
    """Between the ledger and its checkpoints outside. Raises Refused where there is none to explain."""
    head, signed = (conn.execute(query, [practice]).fetchone() for query in (HEAD, SIGNED))
    if head and signed:
        origin, size, frontier = head
        ours = notes.Checkpoint(origin, size, Frontier.from_bytes(size, frontier).root())
        known = outside.longest(origin)
        if known and not agrees(conn, practice, ours, known):
            return Gap(origin, signed[0], known.size)
    raise Refused("The ledger agrees with its checkpoints, so there is nothing to explain.")


def begin_epoch(conn: Connection, practice: UUID, found: Gap) -> None:
    """Sign from now on under the next name; the tree grows on from what is there."""
    with conn.transaction():
        conn.execute(RENAME, [notes.next_epoch(found.origin), practice, found.origin])
