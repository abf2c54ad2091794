"""Mailboxes read over IMAP: one thread each, woken by the server where it can, looking every minute where it cannot."""

from __future__ import annotations

import random
import threading
from uuid import UUID

import structlog
from django.db import Error, close_old_connections

from carepost.actions.mailboxes.lines import every_mailbox, line_has_fault, line_is_well, password_of
from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.receiving.folders import cursors_of, keep_cursor
from carepost.config.adaptors import way_in
from carepost.domain.organisations.models import ServiceMailbox
from carepost.doors.jobs.pulse import counted
from carepost.engines.intake.sources.imap import ImapSource
from carepost.engines.intake.sources.port import Fetched, FolderNotRead, NotTaken, TooLarge, Trouble
from carepost.ground.kernel import Actor, Unavailable, clock

log = structlog.get_logger()

LONGEST_PAUSE = 300.0
"""seconds between tries of a line that stays down"""


def run_all(stop: threading.Event) -> list[threading.Thread]:
    """A thread for each mailbox that is read over IMAP."""
    threads = [
        threading.Thread(target=_keep, args=(mailbox, stop), name=f"imap-{mailbox.id}", daemon=True)
        for mailbox in every_mailbox()
        if mailbox.imap_host
    ]
    for thread in threads:
        thread.start()
    return threads


def _keep(mailbox: ServiceMailbox, stop: threading.Event) -> None:
    """Fetch and wait until told to stop; a line that fails is tried again after a pause that grows."""
    pause = 1.0
    while not stop.is_set():
        try:
            source = way_in(mailbox, password_of(mailbox))
            source.idle(stop, lambda source=source: fetch(mailbox, source))  # type: ignore[misc]
            pause = 1.0
        except Unavailable as trouble:
            _tell(mailbox, trouble.reason)
            log.warning("imap.away", mailbox=str(mailbox.id))
        except Error as trouble:
            log.error("imap.database_away", kind=type(trouble).__name__)
        close_old_connections()
        stop.wait(pause * random.uniform(0.7, 1.3))  # noqa: S311  (spreads tries; keeps no secret)
        pause = min(LONGEST_PAUSE, pause * 2)


def fetch(mailbox: ServiceMailbox, source: ImapSource) -> None:
    """Everything not yet seen, each stored before the cursor passes it."""
    actor = Actor.system("intake", mailbox.practice_id)

    def take(found: Fetched) -> None:
        accept(actor=actor, mail=_incoming(mailbox.id, found))
        counted["mail_taken"] += 1

    source.fetch_new(
        cursors_of(mailbox),
        take,
        on_trouble=lambda trouble: _trouble(mailbox, trouble),
        on_cursor=lambda folder, cursor: keep_cursor(mailbox, folder, cursor),
    )
    line_is_well(mailbox, clock.now())


def _incoming(mailbox_id: UUID, found: Fetched) -> Incoming:
    return Incoming(mailbox_id=mailbox_id, source_key=found.source_key, raw=found.raw, junk=found.junk)


def _trouble(mailbox: ServiceMailbox, trouble: Trouble) -> None:
    match trouble:
        case TooLarge(size=size):
            words = (
                f"A message of {size // 1_000_000} MB is too large to take in. Read it in the mailbox itself."
            )
        case NotTaken():
            words = "A message in the mailbox could not be stored. We go on trying."
        case FolderNotRead():
            words = "One folder of the mailbox could not be opened. We go on trying."
    _tell(mailbox, words)


def _tell(mailbox: ServiceMailbox, words: str) -> None:
    try:
        line_has_fault(mailbox, words, clock.now())
    except Error as trouble:
        log.error("imap.fault_not_kept", mailbox=str(mailbox.id), kind=type(trouble).__name__)
