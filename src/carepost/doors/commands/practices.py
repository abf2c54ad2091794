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
        from carepost.actions.practices.newcomers import person_at
        from carepost.domain.tenancy.context import acting_for

        actor, password, address = console_at(ods_code), new_password(), EmailAddress.parse(email)
        with acting_for(actor.practice_id):  # no account is left behind where there is no place
            person, is_new = person_at(address, given_name, family_name, password)
            made = add_member(actor=actor, person=person, role=Role(role), job_title=job_title, teams=teams)
        click.echo(f"{made.name} is a member now.")
        if is_new:
            click.echo(f"First password (shown once): {password}")
            if not instance.account_mail_host:
                code = make_own_code(email=str(address))
                click.echo(f"Code to set up the second step (good for a day): {code}")
        else:
            click.echo("They have an account already, and sign in as they do now.")


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
    with running() as instance:
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
        if named.told and instance.account_mail_host:
            click.echo(f"Everybody who works there is told by mail: {named.told}.")
        elif named.told:
            click.echo(
                "Nobody who works there is told: no mail about accounts is set up. Tell them yourself."
            )


@click.command()
@click.argument("ods_code")
@click.argument("address")
@click.option("--submission", metavar="HOST:PORT", help="Where mail is handed over (STARTTLS).")
@click.option("--imap", metavar="HOST:PORT", help="Where mail is fetched; empty when it comes by LMTP.")
@click.option(
    "--ca-file",
    type=click.Path(exists=True, dir_okay=False, resolve_path=True),
    help="PEM file, where the service's certificate is not publicly trusted.",
)
@click.option(
    "--plus-addresses/--no-plus-addresses",
    default=None,
    help="Whether the service keeps what follows a plus in an address; it does unless you say no.",
)
@click.password_option(help="Asked for where it is not given: on a command line others could read it.")
def mailbox(
    ods_code: str,
    address: str,
    submission: str | None,
    imap: str | None,
    ca_file: str | None,
    plus_addresses: bool | None,
    password: str,
) -> None:
    """Connect the service mailbox a practice writes from, or change how it is reached.

    Of a mailbox that is connected already, the password is set anew, and what else you name; the rest stays.
    """
    told: dict[str, object] = {"password": password}
    if submission is not None:
        told["submission_host"], told["submission_port"] = _pair("--submission", submission, 587)
    if imap is not None:
        told["imap_host"], told["imap_port"] = _pair("--imap", imap, 993)
    told |= {
        name: value
        for name, value in (("ca_file", ca_file), ("plus_addresses", plus_addresses))
        if value is not None
    }
    with running():
        from carepost.actions.mailboxes.lines import mailboxes_of
        from carepost.actions.practices.reaching import set_mailbox

        actor = console_at(ods_code)
        made, is_new = set_mailbox(actor=actor, address=EmailAddress.parse(address), told=told)
        first = mailboxes_of(actor.practice_id)[0]
        click.echo(f"{made.address} is connected." if is_new else f"{made.address} was changed.")
        if made.id != first.id:
            click.echo(
                f"Letters go on leaving from {first.address}, connected first; this one only takes mail in."
            )
        if made.imap_host:
            click.echo("Restart the worker, which reads it from then on as you said.")


def _pair(option: str, text: str, usual: int) -> tuple[str, int]:
    host, _, port = text.partition(":") if text.count(":") < 2 else text.rpartition(":")
    port = port or str(usual)
    if (text and not host) or "/" in text or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.BadParameter("Say HOST:PORT, such as mail.example:587.", param_hint=option)
    return host.strip("[]"), int(port)
