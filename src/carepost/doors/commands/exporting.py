"""What a practice may take away: `carepost export`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carepost.doors.commands.progress import run_through
from carepost.doors.commands.running import running
from carepost.doors.commands.who import console_at, operator

if TYPE_CHECKING:
    from carepost.actions.originals.export import Export

LISTED = 50
"""of what could not be written; the rest is counted"""


@click.group()
def export() -> None:
    """Write a practice's mail to a folder."""


@export.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--practice", "ods_code", required=True, metavar="ODS", help="Whose mail.")
@click.option("--sent", is_flag=True, help="Also each letter that was sent, as it left, into DIR/sent.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def originals(folder: Path, ods_code: str, sent: bool, as_json: bool) -> None:
    """Write each original that a practice received to DIR, byte for byte, as <sha256>.eml.

    DIR is made where it is missing, and may hold an earlier export: what is there and whole is left alone, what is
    not is replaced. Each file is read back and compared. Nobody but you may read them; they are no longer encrypted.
    The export is on the practice's ledger. Exit code 1 when an original is lost or was changed; the others are
    written.
    """
    with running():
        from carepost.actions.originals.export import Export

        actor = console_at(ods_code)
        run = Export(actor, folder.absolute(), operator(), sent)
        total = run.begin()
        try:
            run_through("Writing", run.run(), total)
        except BaseException:
            _tell(run, as_json)
            click.echo("Stopped before the end. Run the same command again to go on.", err=True)
            raise
        _tell(run, as_json)
    sys.exit(1 if run.failed else 0)


def _tell(run: Export, as_json: bool) -> None:
    counts = {"originals": run.originals} | {str(what): number for what, number in run.counts.items()}
    counts["failed"] = len(run.failed)
    if as_json:
        click.echo(json.dumps(counts))
    else:
        click.echo(
            "Originals: {originals:,}. Written: {written:,}; here already: {present:,}; "
            "replaced, because the file was not the original: {replaced:,}; failed: {failed:,}.".format(
                **counts
            )
        )
    for one in run.failed[:LISTED]:
        click.echo(f"  {one.id}: {one.reason}", err=True)
    if len(run.failed) > LISTED:
        click.echo(f"  and {len(run.failed) - LISTED:,} more", err=True)
