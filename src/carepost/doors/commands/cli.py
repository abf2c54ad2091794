"""The `carepost` command line. Every command acts on the instance in CAREPOST_HOME, or on DATABASE_URL."""

from __future__ import annotations

import sys

import click

from carepost.config import logs
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
    troubles,
)

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
    logs.configure()  # from here on nothing ends in a traceback, whose last line may quote a row
    try:
        carepost()
    except Exception as error:
        if reason := troubles.in_words(error):
            click.echo(f"carepost: {reason}", err=True)
            sys.exit(1)
        click.echo(f"carepost: {troubles.UNFORESEEN}", err=True)
        raise
