"""The ledger, for a person who does not want to take our word for it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TypedDict

import click

from carepost.config.instance import Instance
from carepost.doors.commands.running import running
from carepost.ground.kernel import Actor, NotFound, OdsCode, Unavailable


class Means(TypedDict):
    """What acting on a ledger needs: who, the ledger's login, its signing key, its checkpoints outside."""

    actor: Actor
    address: str
    seed: bytes
    checkpoints: Path


@click.group()
def ledger() -> None:
    """Export a practice's ledger, or go on with it after a restore."""


@ledger.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--practice", "ods_code", required=True, metavar="ODS")
def export(file: Path, ods_code: str) -> None:
    """Write everything on a practice's ledger to FILE, for verifier/carepost_verify.py."""
    with running() as instance:
        from carepost.actions.ledger.export import export_ledger

        written = export_ledger(file=file, **_means(instance, ods_code))
        click.echo(f"{written} entries written to {file}.")
        given, since = shlex.quote(str(file)), shlex.quote(str(instance.checkpoints_file))
        click.echo(f"Check: python3 verifier/carepost_verify.py {given} --since {since}")


@ledger.command()
@click.option("--practice", "ods_code", required=True, metavar="ODS")
@click.option("--reason", required=True, help="What was restored, from when, and who decided. Names nobody.")
def restored(ods_code: str, reason: str) -> None:
    """After a restore from an older copy: say so on the ledger, and sign it on under a new name."""
    with running() as instance:
        from carepost.actions.ledger.restored import declare_restored

        gap = declare_restored(reason=reason, **_means(instance, ods_code))
        click.echo(f"Epoch {gap.epoch} of the ledger has begun.")
        click.echo(
            f"It kept the first {gap.kept} signed entries; checkpoints outside vouch for {gap.vouched}."
        )
        click.echo(f"Write it down: whoever verifies the ledger has to say  --restored-at {gap.kept}")
        if gap.epoch > 2:
            click.echo("It comes behind those of the restores before: each is told of, the oldest first.")


def _means(instance: Instance, ods_code: str) -> Means:
    from carepost.config.database import conninfo
    from carepost.domain.organisations.models import Practice

    practice = Practice.objects.filter(ods_code=OdsCode(ods_code)).first()
    if practice is None:
        raise NotFound(f"There is no practice {ods_code} here.")
    seed = instance.secret("ledger.key")
    if seed is None:
        raise Unavailable(f"The ledger's key is missing from {instance.secrets}.")
    return Means(
        actor=Actor.system("console", practice.id),
        address=conninfo(instance, "ledger"),
        seed=seed,
        checkpoints=instance.checkpoints_file,
    )
