"""The `carepost` command line. Every command acts on the instance in CAREPOST_HOME, or on DATABASE_URL."""

from __future__ import annotations

import sys
from typing import NoReturn

import click
import psycopg
from django.db import OperationalError

from carepost.doors.commands import (
    address,
    bench,
    demo,
    doctor,
    exporting,
    importing,
    instance,
    ledger,
    lists,
    passwords,
    people,
    platform,
    policies,
    practices,
    recovery,
    serving,
    set_up_code,
)
from carepost.ground.kernel import CarepostError

DatabaseAway = (OperationalError, psycopg.OperationalError)

COMMANDS = [
    instance.init,
    instance.migrate,
    serving.serve,
    serving.worker,
    serving.listener,
    practices.practice,
    practices.administrator,
    practices.member,
    set_up_code.set_up_code,
    practices.mailbox,
    platform.platform,
    lists.lists,
    people.people,
    passwords.passwords,
    policies.policy,
    address.address,
    importing.import_mail,
    exporting.export,
    doctor.doctor,
    recovery.recovery,
    ledger.ledger,
    demo.demo,
    bench.bench,
]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="carepost")
def carepost() -> None:
    """Secure correspondence for general practice."""


for command in COMMANDS:
    carepost.add_command(command)


def main() -> None:
    try:
        carepost()
    except CarepostError as error:
        _end(error.reason)
    except DatabaseAway as error:
        _end(f"The database does not answer, so nothing was done. {str(error).splitlines()[0]}")


def _end(reason: str) -> NoReturn:
    click.echo(f"carepost: {reason}", err=True)
    sys.exit(1)
