"""The master key on paper: printed, tried, and typed back on the worst day."""

from __future__ import annotations

import sys

import click

from carepost.config.instance import Instance
from carepost.doors.commands.checkup.sheet import note_checked
from carepost.ground.kernel import Conflict, Refused, clock
from carepost.ground.vault import master

KEY = "master.key"
ASKED = "Type the seven lines of the recovery sheet, each ended with Enter; after the last press Ctrl-D."


@click.group()
def recovery() -> None:
    """The recovery sheet: print it, try it, use it."""


@recovery.command()
def sheet() -> None:
    """Print the recovery sheet again. It holds the master key: to a printer and nowhere else."""
    instance = Instance()
    click.echo(master.recovery_sheet(master.load(instance.secrets / KEY), clock.now()))


@recovery.command()
def check() -> None:
    """Try whether the sheet on paper is right, and note that it was tried. Asks for its seven lines."""
    instance = Instance()
    ours, typed = master.load(instance.secrets / KEY), _typed()
    if typed != ours:
        raise Refused(
            f"The lines are in order, but they are of another key: theirs has the fingerprint "
            f"{master.fingerprint(typed)}, this installation's {master.fingerprint(ours)}. "
            "Print a sheet of this key with `carepost recovery sheet`."
        )
    note_checked(instance.home, master.fingerprint(ours))
    click.echo(f"The sheet is right. Fingerprint {master.fingerprint(ours)}.")


@recovery.command()
def restore() -> None:
    """Make the master key again from the sheet. Asks for its seven lines; an existing key is never replaced."""
    instance = Instance()
    place = instance.secrets / KEY
    if place.exists():
        raise Conflict(
            f"There is a master key at {place} already, and it is left alone. Try the sheet with `check`."
        )
    key = _typed()
    instance.secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
    master.save(place, key)
    click.echo(f"The master key is back. Fingerprint {master.fingerprint(key)}: compare it with the sheet.")
    click.echo("Then run `carepost doctor`, which tries whether it opens the vault.")


def _typed() -> bytes:
    if sys.stdin.isatty():
        click.echo(ASKED, err=True)
    return master.from_recovery(sys.stdin.read())
