"""What the terminal says: one address, the log-ins, and what to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from carepost.demo.cast.people import EVERYBODY, PASSWORD, SURGERIES

if TYPE_CHECKING:
    from carepost.demo.stage.stage import Stage

TRY = (
    "Sign in as Aisha Barton; the one-time code is on the outside world's Telephone page.",
    "Write to Northside about Jane Smith, and see at Northside what arrived, and over which TLS.",
    "Press Reply there: the answer comes back into the right conversation and team by itself.",
    "Answer there as a new message: it waits in Needs matching.",
    "Spoil the mail service's certificate on its page, and send: nothing leaves, and you are told.",
)

console = Console(stderr=True)


def say(text: str) -> None:
    console.print(text, soft_wrap=True)


def show(stage: Stage) -> None:
    console.print(f"\n[bold]Carepost is at {stage.url}[/bold]   (made-up people; Ctrl-C ends it)")
    console.print(f"The outside world is at {stage.world_url}\n")
    console.print(_log_ins())
    for number, line in enumerate(TRY, 1):
        console.print(f" {number}. {line}", soft_wrap=True)
    console.print()


def _log_ins() -> Table:
    table = Table(
        "Who", "Log-in", "Does", "At", title=f"Everybody's password is: {PASSWORD}", title_justify="left"
    )
    practice = {staff: surgery.name for surgery in SURGERIES for staff in surgery.staff}
    for one in EVERYBODY:
        table.add_row(
            one.email, f"{one.name}, {one.job} ({one.role.value.replace('_', ' ')}), {practice[one]}"
        )
    return table
