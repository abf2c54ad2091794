"""What every command needs first: the instance's database up, and Django as one login."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from carepost.config.instance import Instance
from carepost.ground.kernel import Refused
from carepost.ground.postgres import starter
from carepost.ground.vault.files import put_whole


@contextmanager
def database_up() -> Iterator[Instance]:
    """The embedded database for as long as this process needs it; with DATABASE_URL there is nothing to start."""
    instance = Instance()
    if instance.database_url:
        yield instance
        return
    if instance.secret("database.json") is None:
        raise Refused(f"There is no instance in {instance.home} yet. Make one with `carepost init`.")
    ending = threading.Event()
    watch = threading.Thread(target=starter.keep_up, args=(instance.home, ending), daemon=True)
    with starter.database(instance.home):
        watch.start()
        try:
            yield instance
        finally:
            ending.set()
            watch.join()


@contextmanager
def running(login: str = "app") -> Iterator[Instance]:
    """The database up and Django ready, as the app unless told otherwise."""
    os.environ["CAREPOST_LOGIN"] = login
    os.environ["DJANGO_SETTINGS_MODULE"] = "carepost.config.settings"
    with database_up() as instance:
        import django

        from carepost.config import guards, logs

        django.setup()
        logs.configure(instance.log_level)
        if login == "app":
            guards.check_login()
        yield instance


@contextmanager
def serving() -> Iterator[Instance]:
    """The same for what goes on running, and keeps what others send."""
    with running() as instance:
        from carepost.config import guards

        guards.check_vault(instance)
        yield instance


def run_as_owner(command: str) -> None:
    """A command in a process of its own, which alone holds the owner's login."""
    # -P: what lies in the folder somebody stands in is not the program
    done = subprocess.run([sys.executable, "-P", "-m", "carepost", command], check=False)
    if done.returncode != 0:
        raise click.ClickException("The database could not be brought up to date; the reason stands above.")


def write_secret(instance: Instance, name: str, data: bytes) -> None:
    """A secret made once, whole or not at all: an existing one is never replaced."""
    instance.secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = instance.secrets / name
    if not path.exists():
        put_whole(path, data)


def new_password() -> str:
    return secrets.token_urlsafe(16)
