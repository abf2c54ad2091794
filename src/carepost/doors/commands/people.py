"""Many people at once: `carepost people import`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carepost.doors.commands.running import running
from carepost.doors.commands.who import console_at

if TYPE_CHECKING:
    from carepost.actions.provisioning.importing import Judged


@click.group()
def people() -> None:
    """Invite many people at once."""


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--practice", "ods_code", required=True, metavar="ODS", help="Where they are to work.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen, line by line.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def import_list(file: Path, ods_code: str, dry_run: bool, as_json: bool) -> None:
    """Invite everybody on the list in FILE, a CSV file whose first line names the columns.

    All of them or, where one line is refused, nobody: then exit code 1. The same list again changes nothing.
    """
    with running():
        from carepost.actions.provisioning.importing import Outcome, import_people, look_at_list
        from carepost.domain.tenancy.context import acting_for

        actor = console_at(ods_code)
        with acting_for(actor.practice_id):
            verb = look_at_list if dry_run else import_people
            found = verb(actor=actor, raw=file.read_bytes())
    refused = sum(one.outcome is Outcome.REFUSED for one in found)
    for one in found:
        click.echo(_as_json(one) if as_json else f"Line {one.line}: {one.outcome}. {one.words}")
    if refused:
        lines = "1 line is" if refused == 1 else f"{refused} lines are"
        click.echo(f"carepost: {lines} refused, so nobody was invited.", err=True)
    sys.exit(1 if refused else 0)


def _as_json(one: Judged) -> str:
    return json.dumps({"line": one.line, "outcome": one.outcome, "words": one.words})
