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


@bench.command()
@click.option("--messages", default=2_000, show_default=True, help="In each round.")
@click.option(
    "--stored", default=1_000_000, show_default=True, help="Messages seeded for the rate at growth; 0: none."
)
@click.option("--rounds", default=5, show_default=True, help="Of which the median is told.")
@click.option("--patients", default=10_000, show_default=True, help="Of the practice.")
@click.option("--seed", default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def ingest(messages: int, stored: int, rounds: int, patients: int, seed: int, as_json: bool) -> None:
    """Take letters in and read them, the whole way, beside a mail server that only stores them."""
    from carepost.bench.instance import own_instance

    with own_instance() as instance:
        from carepost.bench.ingest.run import run

        measured = run(
            instance.home, messages=messages, stored=stored, seed=seed, rounds=rounds, patients=patients
        )
        show(measured, as_json=as_json)


def show(report: Report, *, as_json: bool) -> None:
    """One JSON object, or the same in lines for a person."""
    said = report.as_json()
    if as_json:
        click.echo(json.dumps(said))
        return
    for name, value in said.items():
        click.echo(f"{name:28} {value if isinstance(value, str) else json.dumps(value)}")
