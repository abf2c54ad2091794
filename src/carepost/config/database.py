"""Which database, as which login: the URLs in the environment, or the embedded server of this instance."""

from __future__ import annotations

import json
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from carepost.config.instance import Instance, Login
from carepost.ground.postgres.starter import Server


def conninfo(instance: Instance, login: Login) -> str:
    """A libpq connection string, or "" where this instance has not been made yet (`carepost init`)."""
    given = {
        "app": instance.database_url,
        "owner": instance.database_owner_url,
        "ledger": instance.database_ledger_url,
    }[login]
    if given or instance.database_url:
        return given
    return _embedded(instance, login)


def _embedded(instance: Instance, login: Login) -> str:
    stored = instance.secret("database.json")
    if stored is None:
        return ""
    role = f"carepost_{login}"
    return Server(instance.home).conninfo(role, json.loads(stored)[role], "carepost")


def django_database(instance: Instance) -> dict[str, Any]:
    parts = conninfo_to_dict(conninfo(instance, instance.login))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "carepost"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **parts},
    }
