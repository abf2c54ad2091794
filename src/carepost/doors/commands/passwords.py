"""Passwords that must not be chosen, because they were stolen somewhere."""

from __future__ import annotations

from pathlib import Path

import click

from carepost.doors.commands.running import running


@click.group()
def passwords() -> None:
    """The list of stolen passwords."""


@passwords.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_list(file: Path) -> None:
    """Put a list of stolen passwords in force: SHA-1 hashes, a line each, ordered by hash."""
    with running():
        from carepost.actions.people.passwords import import_breached

        click.echo(f"{import_breached(file=file)} stolen passwords are known and refused from now on.")
