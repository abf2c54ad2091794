"""Measurements, each beside its limit or a peer in the same run, on an instance of their own."""

from __future__ import annotations

import json
from typing import Any, Protocol

import click

SOME = click.IntRange(min=1)
"""of nothing there is no median"""
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object.")
ROUNDS = click.option(
    "--rounds", type=SOME, default=5, show_default=True, help="Of which the median is told."
)
SEED = click.option("--seed", default=1, show_default=True)


@click.group()
def bench() -> None:
    """Measure how fast this installation's code is, on a database of its own that is removed afterwards."""


@bench.command()
@click.option("--messages", type=SOME, default=2_000, show_default=True, help="In each round.")
@click.option(
    "--stored",
    type=click.IntRange(min=0),
    default=1_000_000,
    show_default=True,
    help="Messages seeded for the rate at growth; 0: none.",
)
@ROUNDS
@click.option("--patients", type=SOME, default=10_000, show_default=True, help="Of the practice.")
@SEED
@JSON
def ingest(messages: int, stored: int, rounds: int, patients: int, seed: int, as_json: bool) -> None:
    """Take letters in and read them, the whole way, beside a mail server that only stores them."""
    from carepost.bench.instance import own_instance

    with own_instance() as instance:
        from carepost.bench.ingest.run import run

        measured = run(
            instance.home, messages=messages, stored=stored, seed=seed, rounds=rounds, patients=patients
        )
        show(measured, as_json=as_json)


@bench.command()
@click.option("--messages", type=SOME, default=400, show_default=True, help="In each round.")
@ROUNDS
@SEED
@JSON
def send(messages: int, rounds: int, seed: int, as_json: bool) -> None:
    """Send queued letters over verified TLS, beside a library that records nothing."""
    from carepost.bench.instance import own_instance

    with own_instance() as instance:
        from carepost.bench.send.run import run

        show(run(instance.home, messages=messages, rounds=rounds, seed=seed), as_json=as_json)


@bench.command()
@click.option(
    "--size",
    "sizes",
    multiple=True,
    type=SOME,
    default=(1_000, 100_000, 1_000_000),
    show_default=True,
    help="Conversations in the practice; may be given several times.",
)
@click.option("--asks", type=SOME, default=40, show_default=True, help="Of each list at each size.")
@SEED
@JSON
def inbox(sizes: tuple[int, ...], asks: int, seed: int, as_json: bool) -> None:
    """Show every list of the inbox in small and very large practices."""
    from carepost.bench.instance import own_instance

    with own_instance() as instance:
        from carepost.bench.inbox.run import run

        show(run(instance.home, sizes=sizes, asks=asks, seed=seed), as_json=as_json)


@bench.command()
@click.option(
    "--patients", type=SOME, default=150_000, show_default=True, help="Of the practice that searches."
)
@click.option("--elsewhere", type=SOME, default=850_000, show_default=True, help="Of another practice.")
@click.option("--asks", type=SOME, default=50, show_default=True, help="Of each kind of search.")
@SEED
@JSON
def search(patients: int, elsewhere: int, asks: int, seed: int, as_json: bool) -> None:
    """Look for patients with common, rare and absent names in a very large practice."""
    from carepost.bench.instance import own_instance

    with own_instance() as instance:
        from carepost.bench.search.run import run

        show(
            run(instance.home, patients=patients, elsewhere=elsewhere, asks=asks, seed=seed), as_json=as_json
        )


@bench.command()
@click.option("--conversations", type=SOME, default=10_000, show_default=True)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=5.0,
    show_default=True,
    help="Of each page in each round.",
)
@ROUNDS
@SEED
@JSON
def web(conversations: int, seconds: float, rounds: int, seed: int, as_json: bool) -> None:
    """Serve a list and a simple page on one core, beside a bare page on the same server."""
    from carepost.bench.instance import own_instance

    with own_instance() as instance:
        from carepost.bench.web.run import run

        measured = run(instance.home, conversations=conversations, seconds=seconds, rounds=rounds, seed=seed)
        show(measured, as_json=as_json)


@bench.command()
@click.option(
    "--entries", type=SOME, default=300_000, show_default=True, help="In the export that is verified."
)
@click.option("--appends", type=SOME, default=500, show_default=True, help="By each thread in each round.")
@ROUNDS
@SEED
@JSON
def ledger(entries: int, appends: int, rounds: int, seed: int, as_json: bool) -> None:
    """Append to the ledger, place, and verify an export, beside the bare hashing of its lines."""
    from carepost.bench.instance import own_instance

    with own_instance() as instance:
        from carepost.bench.ledger.run import run

        show(
            run(instance, entries=entries, appends=appends, rounds=rounds, seed_number=seed), as_json=as_json
        )


@bench.command()
@click.option("--users", type=SOME, default=1_000, show_default=True, help="Brought into one practice.")
@SEED
@JSON
def directory(users: int, seed: int, as_json: bool) -> None:
    """Bring users by SCIM and put them into a group, beside the protocol's library with its storage in memory."""
    from carepost.bench.instance import own_instance

    with own_instance() as instance:
        from carepost.bench.directory.run import run

        show(run(instance.home, users=users, seed=seed), as_json=as_json)


@bench.command()
@click.option("--people", type=SOME, default=3_000, show_default=True, help="Of each origin of names.")
@click.option("--mailboxes", type=SOME, default=300, show_default=True, help="Shared ones, of each kind.")
@click.option(
    "--half",
    type=click.Choice(["held-out", "tuning"]),
    default="held-out",
    show_default=True,
    help="Which words: those that rules are only measured by, or those to work on rules with.",
)
@click.option(
    "--examples",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Addresses judged wrongly to show of each row.",
)
@SEED
@JSON
@click.pass_context
def accounts(
    context: click.Context, people: int, mailboxes: int, half: str, examples: int, seed: int, as_json: bool
) -> None:
    """Classify made-up people's addresses and shared mailboxes; ends with code 1 if a limit is missed."""
    from carepost.bench.accounts.run import run
    from carepost.bench.accounts.vocabulary import Half

    measured = run(half=Half(half), seed=seed, people=people, mailboxes=mailboxes)
    for wrong in measured.examples(examples):
        click.echo(wrong, err=True)
    show(measured, as_json=as_json)
    if not measured.holds:
        context.exit(1)


class Answers(Protocol):
    """What every benchmark comes to."""

    def as_json(self) -> dict[str, Any]: ...


def show(report: Answers, *, as_json: bool) -> None:
    """One JSON object, or the same in lines for a person."""
    said = report.as_json()
    if as_json:
        click.echo(json.dumps(said))
        return
    for name, value in said.items():
        click.echo(f"{name:28} {value if isinstance(value, str) else json.dumps(value)}")
