"""How far a long command is, on a terminal; where nobody is looking, nothing is shown."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)


def run_through(doing: str, steps: Iterable[int], total: int, *, octets: bool = False) -> None:
    """Run through `steps`, each of which says how much of `total` is done; the bar is on standard error."""
    console = Console(stderr=True)
    counted: ProgressColumn = DownloadColumn() if octets else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), counted, TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(doing, total=total)
        for done in steps:
            bar.update(task, completed=done)
