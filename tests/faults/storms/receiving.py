"""The steps of the way in, from the server's final dot to a message in its conversation."""

from __future__ import annotations

from carepost.ground.mailkit.process import Process
from tests.faults.storms.steps import Step

FILES = "carepost.ground.vault.files"
VAULT = "carepost.ground.vault.vault:Vault.put"
READ = "carepost.actions.receiving.read"
CONCLUDE = "carepost.actions.receiving.conclude"


def _has_a_message(process: Process, *_: object) -> bool:
    """Not while it starts, when it is asked for its first words only."""
    return hasattr(process, "dropped")


def _storing(way: str) -> list[Step]:
    return [
        Step(f"{way}: before the vault", VAULT, "before"),
        Step(f"{way}: bytes written, not in their place", f"{FILES}:_write"),
        Step(f"{way}: in their place, folder not flushed", f"{FILES}:_placed"),
        Step(f"{way}: in the vault, no row", VAULT),
        Step(f"{way}: row written, not committed", "carepost.actions.receiving.accept:_store"),
    ]


HANDED_OVER = [
    *_storing("LMTP"),
    Step("LMTP: committed, not answered", "carepost.doors.jobs.listener:accept"),
]
FETCHED = [
    *_storing("IMAP"),
    Step("IMAP: committed, cursor not moved", "carepost.doors.jobs.fetcher:keep_cursor", "before"),
    Step("IMAP: cursor moved", "carepost.doors.jobs.fetcher:keep_cursor"),
]
READING = [
    Step("reading: counted, not begun", f"{READ}:claim"),
    Step(
        "reading: in the parser", "carepost.ground.mailkit.process:Process._answer", "before", _has_a_message
    ),
    Step("reading: parsed, not decided", f"{READ}:conclude", "before"),
    Step("reading: placed, not committed", f"{CONCLUDE}:_match"),
    Step("reading: committed", f"{READ}:_read"),
]
STEPS = [*HANDED_OVER, *FETCHED, *READING]

POISON = b"This letter kills whatever reads it."
POISONED = Step("reading: poison", f"{READ}:parse", "before", lambda raw: POISON in raw)
