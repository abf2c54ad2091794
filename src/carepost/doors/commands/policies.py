"""Publishing what everybody has to accept."""

from __future__ import annotations

from pathlib import Path

import click

from carepost.doors.commands.running import running
from carepost.ground.kernel import Refused


@click.group()
def policy() -> None:
    """What everybody who works here accepts before they go on."""


@policy.command("publish")
@click.argument("kind", type=click.Choice(["acceptable_use", "terms"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def publish(kind: str, file: Path) -> None:
    """Put the next version in force, from a Markdown file. People see what has changed and accept it."""
    with running():
        from carepost.actions.people.policies import publish_policy

        made = publish_policy(kind=kind, text=_text_of(file))
        click.echo(f"Version {made.version} is in force. Everybody is asked for it with their next page.")


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as trouble:
        raise Refused(f"{file} is not text in UTF-8. Save it as UTF-8, then publish it again.") from trouble
