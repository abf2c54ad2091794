"""Whether the processes live and get on: mail, letters, ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import psycopg

from carepost.actions.mailboxes.lines import every_mailbox
from carepost.actions.watching.figures import Reading, read_figures
from carepost.config.database import conninfo
from carepost.doors.commands.checkup.finding import Finding, House, look, well, wrong
from carepost.doors.jobs.ledger_watch import LedgerWatch
from carepost.ground.kernel import clock

LATE = timedelta(minutes=10)
BEHIND = 60.0
"""seconds in which every entry of the ledger is to be signed over"""
START = "Start it: systemctl start carepost-{0} (or `carepost {0}`), and read its log."
WORK = {
    "send": "Letters wait to leave",
    "read": "Mail waits to be read",
    "settle": "Letters wait to be settled",
    "notices": "Mail about accounts waits to leave",
}


def processes(house: House) -> Iterator[Finding]:
    reading = read_figures([])
    yield _process(reading, "worker")
    if any(not mailbox.imap_host for mailbox in every_mailbox()):
        yield _process(reading, "listener")
    late = {kind: since for kind, (_, since) in reading.due.items() if clock.now() - since > LATE}
    for kind, since in late.items():
        yield wrong(
            "work",
            f"{WORK.get(kind, kind)} since {since:%d %B %Y %H:%M} UTC.",
            "See that the worker runs, and what its log says.",
        )
    if not late:
        yield well("work", f"Nothing has been due for {LATE.seconds // 60} minutes.")
    if failed := reading.jobs.get("failed", 0):
        yield look(
            "jobs", f"{failed} have failed.", "The worker's log says why; what they had to do is done again."
        )


def _process(reading: Reading, name: str) -> Finding:
    known = [one for one in reading.pulses if one.process == name]
    if any(not one.missed for one in known):
        return well(name, "It runs.")
    if known:
        latest = max(one.at for one in known)
        return wrong(name, f"It was last heard of {latest:%d %B %Y %H:%M} UTC.", START.format(name))
    return wrong(name, "It does not run.", START.format(name))


def ledger(house: House) -> Iterator[Finding]:
    with psycopg.connect(conninfo(house.instance, "ledger"), connect_timeout=5) as conn:
        figures = LedgerWatch(lambda: conn).figures()
    behind = figures.get("ledger_behind_seconds")
    if behind is None:
        yield wrong("ledger", "It cannot be seen with the ledger's login.", "Mend DATABASE_LEDGER_URL.")
    elif behind > BEHIND:
        yield wrong(
            "ledger",
            f"Its oldest entry without a signature waits for {behind:,.0f} seconds ({figures['ledger_unplaced']:,.0f}"
            " have no place).",
            "See that the worker runs; for `ledger.not_signed` in its log see docs/operate/backup.md.",
        )
    else:
        yield well("ledger", "Every entry is placed and signed within a minute.")
