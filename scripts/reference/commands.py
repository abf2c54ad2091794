"""`carepost --help`, and the help of each command below it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from carepost.doors.commands.cli import carepost

WIDTH = 96


def page() -> str:
    return "\n\n".join(
        f"## `{name}`\n\n```\n{text}\n```" for name, text in _helps(carepost, "carepost", None)
    )


def _helps(command: click.Command, name: str, above: click.Context | None) -> Iterator[tuple[str, str]]:
    context = click.Context(
        command,
        parent=above,
        info_name=name.rpartition(" ")[2],
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        **(carepost.context_settings if above is None else {}),
    )
    yield name, command.get_help(context).strip()
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            found = command.get_command(context, part)
            if found is not None:
                yield from _helps(found, f"{name} {part}", context)
