"""Console commands: who works for whoever runs this installation."""

from __future__ import annotations

import click

from carepost.doors.commands.running import running


@click.group()
def platform() -> None:
    """People of the platform: they help practices and see no patients."""


@platform.command()
@click.argument("email")
@click.argument("role", type=click.Choice(["support", "approver"]))
def add(email: str, role: str) -> None:
    """Give somebody with an account, and no place at a practice, a place at the platform."""
    with running():
        from carepost.actions.platform.places import give_place
        from carepost.domain.identity.models import PlatformPlace

        place = give_place(email=email, role=PlatformPlace.Role(role))
        click.echo(f"{place.person.get_full_name()}: {place.get_role_display().lower()} at the platform now.")


@platform.command()
@click.argument("email")
def end(email: str) -> None:
    """End somebody's place at the platform."""
    with running():
        from carepost.actions.platform.places import end_place

        click.echo(f"{end_place(email=email).person.get_full_name()} has no place at the platform now.")
