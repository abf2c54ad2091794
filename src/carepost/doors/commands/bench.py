"""Measurements, each beside its limit or a peer in the same run, on an instance of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from carepost.bench.report import Report


@click.group()
def bench() -> None:
    """Measure how fast this installation's code is, on a database of its own that is removed afterwards."""


def show(report: Report, *, as_json: bool) -> None:
    """One JSON object, or the same in lines for a person."""
    said = report.as_json()
    if as_json:
        click.echo(json.dumps(said))
        return
    for name, value in said.items():
        click.echo(f"{name:28} {value if isinstance(value, str) else json.dumps(value)}")
