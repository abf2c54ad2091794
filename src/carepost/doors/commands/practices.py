"""Console commands for the first steps of an installation: a practice, its people, its mailbox."""

from __future__ import annotations

import click

from carepost.doors.commands.running import new_password, running
from carepost.doors.commands.who import console_at, operator
from carepost.ground.kernel import EmailAddress, OdsCode, Role

ROLES = [role.value for role in Role if role is not Role.ADMINISTRATOR]
"""An administrator is made by a link (`carepost administrator`), or by another one."""


@click.command()
@click.argument("ods_code")
@click.argument("name")
@click.option("--telephone", default="")
def practice(ods_code: str, name: str, telephone: str) -> None:
    """Found a practice, with its six teams."""
    with running():
        from carepost.actions.practices.found import found_practice

        made = found_practice(name=name, ods_code=OdsCode(ods_code), telephone=telephone)
        click.echo(f"{made.name} ({made.ods_code}) is ready. ")
        click.echo(
            f"Next: carepost administrator {made.ods_code} EMAIL GIVEN_NAME FAMILY_NAME, twice, then carepost mailbox."
        )


@click.command()
@click.argument("ods_code")
@click.argument("email")
@click.argument("given_name")
@click.argument("family_name")
@click.option("--role", type=click.Choice(ROLES), default=Role.MEMBER.value, show_default=True)
@click.option("--job-title", default="")
@click.option("--team", "teams", multiple=True)
def member(
    ods_code: str,
    email: str,
    given_name: str,
    family_name: str,
    role: str,
    job_title: str,
    teams: tuple[str, ...],
) -> None:
    """Give a person a place at a practice. Prints a first password; the second factor is set at the first sign-in."""
    with running() as instance:
        from carepost.actions.people.own_codes import make_own_code
        from carepost.actions.practices.found import add_member
        from carepost.domain.identity.models import Person

        actor, password = console_at(ods_code), new_password()
        address = str(EmailAddress.parse(email))
        known = Person.objects.filter(email=address.lower()).first()
        person = known or Person.objects.create_user(address, given_name, family_name, password)
        made = add_member(actor=actor, person=person, role=Role(role), job_title=job_title, teams=teams)
        click.echo(f"{made.name} is a member now.")
        if known is None:
            click.echo(f"First password (shown once): {password}")
            if not instance.account_mail_host:
                click.echo(f"Code to set up the second step (good for a day): {make_own_code(email=address)}")


@click.command()
@click.argument("ods_code")
@click.argument("email")
@click.argument("given_name")
@click.argument("family_name")
@click.option("--job-title", default="")
def administrator(ods_code: str, email: str, given_name: str, family_name: str, job_title: str) -> None:
    """Make a link for an administrator: the first ones of a practice, or one where no administrator is at work.

    Good once, for 24 hours, and shown once. Who opens it chooses a password and a second step of their own. It is on
    the practice's record, and everybody who works there is told.
    """
    with running():
        from carepost.actions.people.founding import name_administrator

        named = name_administrator(
            actor=console_at(ods_code),
            email=EmailAddress.parse(email),
            given_name=given_name,
            family_name=family_name,
            job_title=job_title,
            by=operator(),
        )
        click.echo("Link (shown once, good once, for 24 hours). Give it to this person and to nobody else:")
        click.echo(named.link)
        if named.told:
            click.echo(f"Everybody who works there was told by mail: {named.told}.")


@click.command()
@click.argument("ods_code")
@click.argument("address")
@click.option("--submission", default="", metavar="HOST:PORT", help="Where mail is handed over (STARTTLS).")
@click.option(
    "--imap", default="", metavar="HOST:PORT", help="Where mail is fetched; empty when it comes by LMTP."
)
@click.option(
    "--ca-file", default="", help="PEM file, where the service's certificate is not publicly trusted."
)
@click.option("--plus-addresses/--no-plus-addresses", default=True, show_default=True)
@click.password_option()
def mailbox(
    ods_code: str, address: str, submission: str, imap: str, ca_file: str, plus_addresses: bool, password: str
) -> None:
    """Connect the service mailbox a practice writes from."""
    with running():
        from carepost.actions.practices.found import Line, connect_mailbox

        actor, (host, port), (imap_host, imap_port) = (
            console_at(ods_code),
            _pair(submission, 587),
            _pair(imap, 993),
        )
        line = Line(
            address=EmailAddress.parse(address),
            submission_host=host,
            submission_port=port,
            username=address,
            password=password,
            ca_file=ca_file,
            imap_host=imap_host,
            imap_port=imap_port,
            plus_addresses=plus_addresses,
        )
        made = connect_mailbox(actor=actor, name=address, line=line)
        click.echo(f"{made.address} is connected.")


def _pair(text: str, usual: int) -> tuple[str, int]:
    host, _, port = text.partition(":")
    return host, int(port or usual)
