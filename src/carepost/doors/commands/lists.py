"""Lists of domains that may be written to, as published."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from carepost.doors.commands.running import running


@click.group()
def lists() -> None:
    """Import lists of domains."""


@lists.command("import")
@click.argument("kind", type=click.Choice(["accredited", "care_providers"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--published", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The list's date, or when fetched."
)
def import_list(kind: str, file: Path, published: datetime) -> None:
    """Put a new version of a list in force."""
    with running():
        from carepost.actions.directory.lists import import_domain_list
        from carepost.domain.directory.lists import in_force

        made, problems = import_domain_list(
            kind=kind, source=file.name, published_on=published.date(), raw=file.read_bytes()
        )
        for problem in problems:
            click.echo(f"  {problem}", err=True)
        newest = getattr(in_force(), kind)
        if newest.id == made.id:
            click.echo(f"{made.rows.count()} domains are in force, {len(problems)} lines were left out.")
        else:
            click.echo(
                f"It was kept, and is not in force: there is a newer list, of {newest.published_on:%d %B %Y}."
            )
