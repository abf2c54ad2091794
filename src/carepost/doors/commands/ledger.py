"""The ledger, for a person who does not want to take our word for it."""

from __future__ import annotations

from pathlib import Path

import click

from carepost.doors.commands.running import running
from carepost.ground.kernel import Actor, NotFound, OdsCode, Unavailable


@click.group()
def ledger() -> None:
    """Export a practice's ledger."""


@ledger.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--practice", "ods_code", required=True, metavar="ODS")
def export(file: Path, ods_code: str) -> None:
    """Write everything on a practice's ledger to FILE, for verifier/carepost_verify.py."""
    with running() as instance:
        from carepost.actions.ledger.export import export_ledger
        from carepost.config.database import conninfo
        from carepost.domain.organisations.models import Practice

        practice = Practice.objects.filter(ods_code=OdsCode(ods_code)).first()
        if practice is None:
            raise NotFound(f"There is no practice {ods_code} here.")
        seed = instance.secret("ledger.key")
        if seed is None:
            raise Unavailable(f"The ledger's key is missing from {instance.secrets}.")
        written = export_ledger(
            actor=Actor.system("console", practice.id),
            address=conninfo(instance, "ledger"),
            seed=seed,
            checkpoints=instance.checkpoints_file,
            file=file,
        )
        click.echo(f"{written} entries written to {file}.")
        click.echo(
            f"Check: python3 verifier/carepost_verify.py {file} --checkpoints {instance.checkpoints_file}"
        )
