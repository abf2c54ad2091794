"""Exporting a practice's ledger; the export itself stands on it."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from carepost.actions.permissions import check_exporter
from carepost.domain.ledger.details import faulty
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.export import FORMAT, export
from carepost.domain.ledger.outside import OutsideFile
from carepost.domain.ledger.record import record
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Refused


def export_ledger(*, actor: Actor, address: str, seed: bytes, checkpoints: Path, file: Path) -> int:
    """Write the whole ledger to `file`, what waits placed first; how many entries. `address`: the ledger's login."""
    check_exporter(actor)
    _check_free(file)

    with acting_for(actor.practice_id):
        record(actor=actor, event=Event.LEDGER_EXPORTED, about={})
    with acting_for(actor.practice_id):
        wrong = frozenset(faulty(actor.practice_id))

    checkpoints.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = Ed25519PrivateKey.from_private_bytes(seed)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with (
        psycopg.connect(address) as connection,
        os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as out,
    ):
        return export(
            connection,
            actor.practice_id,
            out,
            signing_key=key,
            outside=OutsideFile(checkpoints),
            faulty=wrong,
        )


def _check_free(file: Path) -> None:
    """Only an earlier export is written over: the file of checkpoints, of which one is told beside, has no second."""
    if not file.is_file():
        return
    with file.open("rb") as there:
        beginning = there.read(len(FORMAT))
    if beginning not in {b"", FORMAT.encode()}:
        raise Refused(
            f"{file} holds something else. Give a file that is not there yet, or an earlier export."
        )
