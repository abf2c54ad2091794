"""Declaring that a ledger goes on from a restored copy, which stands on it from then on."""

from __future__ import annotations

from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from carepost.actions.permissions import check_exporter
from carepost.domain.ledger import restored
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.outside import OutsideFile
from carepost.domain.ledger.record import record
from carepost.domain.ledger.sequencer import Sequencer
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor


def declare_restored(
    *, actor: Actor, reason: str, address: str, seed: bytes, checkpoints: Path
) -> restored.Gap:
    """Begin a new epoch and sign it; what was kept and what is lost. `address`: the ledger's login.

    Raises Refused where the ledger agrees with its checkpoints. Done again after a crash it goes on.
    """
    check_exporter(actor)

    key, outside = Ed25519PrivateKey.from_private_bytes(seed), OutsideFile(checkpoints)
    with psycopg.connect(address) as connection:
        sequencer = Sequencer(connection, key, outside, patient=True)
        sequencer.place(actor.practice_id)
        gap = restored.gap(connection, actor.practice_id, outside)
        with acting_for(actor.practice_id):
            detail = {"reason": reason, "kept": gap.kept, "vouched": gap.vouched}
            record(actor=actor, event=Event.LEDGER_RESTORED, about={"epoch": str(gap.epoch)}, detail=detail)
        restored.begin_epoch(connection, actor.practice_id, gap)
        sequencer.serve(actor.practice_id, force=True)
    return gap
