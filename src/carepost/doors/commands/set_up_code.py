"""A code for somebody without a second step, handed over by whoever runs the installation."""

from __future__ import annotations

import click

from carepost.doors.commands.running import running
from carepost.ground.kernel import EmailAddress


@click.command("set-up-code")
@click.argument("email")
def set_up_code(email: str) -> None:
    """Print a code with which somebody who has no second step may set one up: where no mail about accounts is sent.

    Make sure who asks for it: with their password it opens the account. Good once, within a day.
    """
    with running():
        from carepost.actions.people.own_codes import make_own_code

        code = make_own_code(email=str(EmailAddress.parse(email)))
    click.echo(f"Code (shown once, good for a day): {code}")
