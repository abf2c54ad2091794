"""What went wrong below a command, in words for whoever typed it: what happened, and what to do next.

Never an error's own message where that may quote a secret, a row or a letter.
"""

from __future__ import annotations

import errno
import os
import pwd
import tomllib

import psycopg
from django import db
from psycopg.errors import InsufficientPrivilege
from pydantic import ValidationError
from pydantic_settings import SettingsError

from carepost.config.instance import Instance
from carepost.ground.kernel import CarepostError

DatabaseAway = (db.OperationalError, db.InterfaceError, psycopg.OperationalError)
Unusable = (
    *(ValidationError, SettingsError, tomllib.TOMLDecodeError, UnicodeDecodeError),
    *(OSError, psycopg.ProgrammingError),
)
"""what makes an installation impossible to look at, before its database is asked"""

NOT_MIGRATED = {"42P01", "42703", "3F000", "42883"}
"""SQLSTATE of a table, column, schema or function that is not there"""
URL = "postgresql://LOGIN:PASSWORD@HOST/DATABASE"
UNFORESEEN = "Something went wrong that nobody foresaw. Tell us, with the line that follows; it names nobody."
SETTINGS = "What each may be: docs/reference/settings.md."


def in_words(error: BaseException) -> str:
    """ "" for what nobody foresaw."""
    if isinstance(error, CarepostError):
        return error.reason
    if isinstance(error, DatabaseAway):
        return f"The database does not answer, so nothing was done. {str(error).splitlines()[0]}"
    if isinstance(error, db.Error | psycopg.Error):
        return _of_the_database(error)
    if isinstance(error, OSError):
        return _of_a_file(error)
    return _of_the_settings(error)


def _of_the_database(error: db.Error | psycopg.Error) -> str:
    said = error if isinstance(error, psycopg.Error) else error.__cause__
    state = said.sqlstate if isinstance(said, psycopg.Error) else None
    if state in NOT_MIGRATED or _lacks_a_right(said):
        return (
            "The database is not as this version needs it. Stop the services, take a backup, run `carepost migrate`, "
            "then start them again."
        )
    if (
        isinstance(error, psycopg.ProgrammingError) and state is None
    ):  # libpq could not read what it was given
        return f"DATABASE_URL, or one of those like it, cannot be understood. It looks like {URL}."
    return ""


def _lacks_a_right(said: BaseException | None) -> bool:
    """To a whole table, which migrations grant; not to a row of another practice, which is a fault of ours."""
    return isinstance(said, InsufficientPrivilege) and said.diag.source_function == "aclcheck_error"


def _of_a_file(error: OSError) -> str:
    where = f"{error.filename} cannot be used" if error.filename else "The computer refused"
    return f"{where}: {error.strerror or type(error).__name__}. {_mend(error.errno)}"


def _mend(number: int | None) -> str:
    if number in {errno.EACCES, errno.EPERM}:
        return (
            f"You are {_account()} here: run the command as the account that the services run as, "
            "or give that account the right."
        )
    if number in {errno.ENOSPC, errno.EDQUOT}:
        return "Make room on that disk, then run the command again."
    if number == errno.EROFS:
        return "That disk can only be read now: see why, then run the command again."
    return "Mend that, then run the command again."


def _account() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # an account without a name
        return f"uid {os.geteuid()}"


def _of_the_settings(error: BaseException) -> str:
    if isinstance(error, ValidationError) and error.title == Instance.__name__:
        wrong = "; ".join(f"{_name(one['loc'])} ({one['msg']})" for one in error.errors())
        return f"Settings that cannot be understood: {wrong}. {SETTINGS}"
    if isinstance(error, SettingsError):
        return f"A setting in the environment cannot be understood: {_quoted(str(error))}. Lists are JSON. {SETTINGS}"
    if isinstance(error, tomllib.TOMLDecodeError):
        return f"carepost.toml cannot be read: {error}. {SETTINGS}"
    if isinstance(error, UnicodeDecodeError):
        return (
            "A file that should be text, such as carepost.toml, is not UTF-8. Save it as UTF-8 and try again."
        )
    return ""


def _name(place: tuple[int | str, ...]) -> str:
    return ".".join(map(str, place))


def _quoted(said: str) -> str:
    """The field's name out of pydantic-settings' sentence, which stands in quotation marks."""
    return said.split('"')[1] if said.count('"') > 1 else "see what is set"
