"""`carepost doctor`: what is wrong with this installation, and what to do next."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import click
import psycopg
from django.db import OperationalError

from carepost.config.instance import Instance
from carepost.doors.commands.checkup.finding import Finding, House, Level, wrong
from carepost.doors.commands.running import database_up
from carepost.doors.commands.troubles import Unusable, in_words
from carepost.ground.kernel import CarepostError

COLOURS = {Level.OK: "green", Level.LOOK: "yellow", Level.WRONG: "red"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the findings as one JSON object.")
def doctor(as_json: bool) -> None:
    """Look over this installation: what works, what to look at, what is wrong, and what to do next.

    It changes nothing, sends nothing, and prints no secrets and no names of people. Exit code 0 only when nothing
    is wrong. Give it the same environment as the services have.
    """
    found = []
    for finding in _findings():
        found.append(finding)
        if not as_json:
            _say(finding)
    bad = [finding for finding in found if finding.level is Level.WRONG]
    if as_json:
        shown = [{"check": f.check, "level": str(f.level), "found": f.found, "do": f.do} for f in found]
        click.echo(json.dumps({"ok": not bad, "checks": shown}, ensure_ascii=False))
    else:
        looks = sum(finding.level is Level.LOOK for finding in found)
        click.echo(f"\n{len(found)} things looked at: {len(bad)} wrong, {looks} to look at.")
    sys.exit(1 if bad else 0)


def _findings() -> Iterator[Finding]:
    os.environ["CAREPOST_LOGIN"] = "app"
    os.environ["DJANGO_SETTINGS_MODULE"] = "carepost.config.settings"
    with ExitStack() as stack:
        try:
            house = _house(stack)
        except Unusable as trouble:
            yield wrong("settings", in_words(trouble), "Nothing else can be looked at before that is mended.")
            return
        from carepost.doors.commands.checkup.examine import examine

        yield from examine(house)


def _house(stack: ExitStack) -> House:
    """Raises `Unusable` where nothing can be looked at: settings, or rights to the home."""
    instance = Instance()
    away = _come_up(stack)
    import django

    django.setup()
    logging.disable(logging.CRITICAL)  # what is found is said as findings, once
    stack.callback(logging.disable, logging.NOTSET)
    return House(instance, away or _asked())


def _come_up(stack: ExitStack) -> str:
    """Why the instance's database could not be started, or ""."""
    try:
        stack.enter_context(database_up())
    except CarepostError as trouble:
        return trouble.reason
    return ""


def _asked() -> str:
    """Why the database does not answer, or ""; the first line, which names host and login, never a password."""
    from django.db import connection

    try:
        connection.ensure_connection()
    except (OperationalError, psycopg.OperationalError) as trouble:
        return str(trouble).splitlines()[0]
    return ""


def _say(finding: Finding) -> None:
    mark = click.style(f"{finding.level:<5}", fg=COLOURS[finding.level], bold=True)
    click.echo(f"{mark} {finding.check}: {finding.found}")
    if finding.do:
        click.echo(f"      {finding.do}")
