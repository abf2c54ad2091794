"""Making an instance, and bringing its database up to date."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from carepost.config.instance import Instance
from carepost.doors.commands.running import run_as_owner, running, write_secret
from carepost.ground.kernel import Unavailable, clock
from carepost.ground.postgres import roles, starter, upgrade
from carepost.ground.vault import master

MIGRATING = 7_274_002
"""only has to be ours"""


@click.command()
@click.option("--demo", is_flag=True, help="Mark it as a demo: made-up people, codes on a page.")
def init(demo: bool) -> None:
    """Make an instance: its keys, its database and its recovery sheet."""
    instance = Instance()
    instance.home.mkdir(mode=0o711, parents=True, exist_ok=True)
    _make_keys(instance)
    if demo:
        (instance.home / "carepost.toml").write_text("demo = true\n")
    if instance.database_url:
        run_as_owner("migrate")
    else:
        with starter.database(instance.home) as server:
            roles.ensure(server)
            run_as_owner("migrate")
    click.echo(f"The instance in {instance.home} is ready.")
    if not demo:
        click.echo("Next: carepost practice ODS_CODE NAME, then carepost administrator.")
    if not demo:
        _print_sheet(instance)


def _make_keys(instance: Instance) -> None:
    write_secret(instance, "master.key", master.new_key())
    write_secret(instance, "token.key", secrets.token_bytes(32))
    write_secret(instance, "ledger.key", secrets.token_bytes(32))
    write_secret(instance, "django.key", secrets.token_urlsafe(50).encode())


def _print_sheet(instance: Instance) -> None:
    key = instance.secret("master.key")
    if key is None:
        raise Unavailable(
            "The master key cannot be read back. Nothing is usable without it: run `carepost init` again."
        )
    click.echo(
        "\nPrint this and keep it in the practice's safe. Without it a lost disk cannot be read again.\n"
    )
    click.echo(master.recovery_sheet(key, clock.now()))


@click.command()
@click.option(
    "--old-programs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The bin folder of the PostgreSQL that made the database, where the instance has not kept it.",
)
def migrate(old_programs: Path | None) -> None:
    """Bring the database up to date, with the owner's login; to the PostgreSQL of this version, too."""
    _upgrade_postgres(old_programs)
    with running("owner"):
        from django.core.management import call_command

        from carepost.domain.tenancy.grants import grant_unfenced

        _one_at_a_time()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        grant_unfenced()
        _begin_with_policies()


def _one_at_a_time() -> None:
    """Whoever comes second waits until the first has gone, and then finds nothing to do."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [MIGRATING])


def _begin_with_policies() -> None:
    """A new installation has words to accept from the first day; its operator publishes their own over them."""
    from carepost.actions.people.policies import publish_first_policies
    from carepost.domain.organisations.models import Practice

    if not Practice.objects.exists():
        publish_first_policies()


def _upgrade_postgres(old_programs: Path | None) -> None:
    from carepost.domain.ledger.whole import check_whole

    instance = Instance()
    if not instance.database_url and instance.secret("database.json") is not None:
        upgrade.upgrade(instance.home, prove=check_whole, say=click.echo, old_programs=old_programs)
