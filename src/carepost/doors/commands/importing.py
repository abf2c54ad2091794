"""Mail from files: `carepost import`."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carepost.doors.commands.progress import run_through
from carepost.doors.commands.running import running
from carepost.doors.commands.who import console_at, operator
from carepost.ground.kernel import Refused

if TYPE_CHECKING:
    from carepost.actions.receiving.importing import Import

LISTED = 50
"""of what was left out; the rest is counted"""


@click.command("import")
@click.argument("where", metavar="PATH")
@click.option(
    "--practice", "ods_code", required=True, metavar="ODS", help="The practice the mail belongs to."
)
@click.option(
    "--mailbox", default="", metavar="ADDRESS", help="Which of its mailboxes, where it has several."
)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
def import_mail(where: str, ods_code: str, mailbox: str, as_json: bool) -> None:
    """Import mail from PATH: an mbox file, a Maildir, a folder of .eml files or one .eml file.

    PATH is only read. Each message is stored byte for byte, once, then matched as mail that comes today. Run it again
    after a stop: what is stored is counted as duplicate. Exit code 1 when something was left out, which is listed.
    """
    with running():
        from carepost.actions.receiving.importing import Import, mailbox_to_fill
        from carepost.doors.jobs.listener import LARGEST
        from carepost.engines.intake.sources.files import recognise

        logging.getLogger("carepost").setLevel(logging.ERROR)  # what could not be read is counted below
        actor = console_at(ods_code)
        run = Import(actor, mailbox_to_fill(actor.practice_id, mailbox).id, operator())
        archive = recognise(_given(where), LARGEST)
        try:
            run_through("Storing", run.store(archive), archive.octets, octets=True)
            run_through("Reading", run.read_stored(), run.stored)
        except BaseException:
            _tell(run, as_json)
            _say("Stopped before the end. Run the same command again to go on: nothing is stored twice.")
            raise
        _tell(run, as_json)
        if archive.passed_over:
            _say(f"Other files there, which were passed over: {archive.passed_over:,}.")
    sys.exit(1 if run.left_out else 0)


def _given(where: str) -> Path:
    """An empty word, of a variable that nobody set, would be the folder one happens to stand in."""
    if not where:
        raise Refused("PATH is empty. Say where the mail is that you want to import.")
    return Path(where)


def _tell(run: Import, as_json: bool) -> None:
    if as_json:
        names = ("read", "stored", "duplicate", "unreadable")
        click.echo(json.dumps({name: getattr(run, name) for name in names}))
    else:
        click.echo(_sentences(run))
    if run.left_out:
        _say(f"Left out: {len(run.left_out):,}.")
        for one in run.left_out[:LISTED]:
            _say(f"  {one.place}: {one.reason}")
        if len(run.left_out) > LISTED:
            _say(f"  and {len(run.left_out) - LISTED:,} more")


def _sentences(run: Import) -> str:
    said = f"Messages read: {run.read:,}. Stored: {run.stored:,}; here already: {run.duplicate:,}."
    if run.unreadable:
        said += f" Stored but not legible: {run.unreadable:,}; each is in Needs matching, to download."
    if run.not_looked_at:
        said += f" Stored and left for the worker to read: {run.not_looked_at:,}."
    return said


def _say(words: str) -> None:
    click.echo(words, err=True)
