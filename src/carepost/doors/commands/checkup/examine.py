"""Every check in turn; none that fails holds up the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from carepost.doors.commands.checkup import (
    certificates,
    checkpoints,
    database,
    keys,
    lists,
    machine,
    mail,
    notices,
    passwords,
    sign_on,
    work,
)
from carepost.doors.commands.checkup.finding import Finding, House, look, wrong
from carepost.ground.kernel import CarepostError

Check = Callable[[House], Iterator[Finding]]

WITHOUT_DATABASE: list[tuple[str, Check]] = [
    ("database", database.answers),
    ("keys", keys.secrets),
    ("master key", keys.master_key),
    ("disk", machine.disks),
    ("clock", machine.clocks),
    ("opening mail", machine.parser),
    ("pages", certificates.pages),
    ("single sign-on", sign_on.ways),
    ("stolen passwords", passwords.stolen),
]
WITH_DATABASE: list[tuple[str, Check]] = [
    ("logins", database.logins),
    ("migrations", database.migrations),
    ("connections", database.connections),
    ("vault", keys.vault),
    ("mailbox", mail.mailboxes),
    ("account mail", notices.channels),
    ("notices", notices.lost),
    ("processes", work.processes),
    ("ledger", work.ledger),
    ("checkpoints", checkpoints.checkpoints),
    ("lists", lists.domain_lists),
]


def examine(house: House) -> Iterator[Finding]:
    for name, check in WITHOUT_DATABASE:
        yield from _one(name, check, house)
    for name, check in WITH_DATABASE:
        if house.away:
            yield look(name, "Not looked at, because the database does not answer.", "Mend that first.")
        else:
            yield from _one(name, check, house)


def _one(name: str, check: Check, house: House) -> Iterator[Finding]:
    try:
        yield from check(house)
    except CarepostError as trouble:
        yield wrong(name, trouble.reason, "Mend that, then run `carepost doctor` again.")
    except OSError as trouble:
        yield wrong(
            name, f"It could not be looked at: {trouble.strerror or type(trouble).__name__}.", "Look by hand."
        )
    except (Error, psycopg.Error, ImproperlyConfigured, ValueError) as trouble:
        # Not its words: a database quotes rows in them.
        yield wrong(name, f"It could not be looked at ({type(trouble).__name__}).", "Look at the logs.")
