"""Every setting of an instance, from the class that reads them."""

from __future__ import annotations

from pydantic.fields import FieldInfo

from carepost.config.instance import Instance
from scripts.reference.tables import table

# What a name does not say by itself. A field with a description of its own needs no words here.
WORDS = {
    "home": "the folder with secrets, vault, checkpoints and, without DATABASE_URL, the database; "
    "as root /var/lib/carepost, else the user's data folder",
    "login": "which database login this process uses; commands set it themselves",
    "demo": "made-up people; one-time codes are shown on a page",
    "public_url": "the address people type; with https, cookies are for https only",
    "lmtp_host": "where the listener listens",
    "lmtp_port": "where the listener listens",
    "web_threads": "pages drawn at the same time",
    "database_url": "the app's login; empty: the instance's own database",
    "database_owner_url": "the owner's login, for `init` and `migrate`",
    "database_ledger_url": "the sequencer's login, for the worker and for `ledger export`",
}


def page() -> str:
    rows = [
        (f"`{_variable(name, field)}`", f"`{name}`", _default(field), _words(name, field))
        for name, field in Instance.model_fields.items()
    ]
    return "\n\n".join(
        [
            "Read once at the start of each process: first the environment, then `carepost.toml` in the instance's "
            "home, then the default. A value of the wrong kind stops the process with the name of the setting. "
            "(`home` itself is read from the environment only.)",
            table(["Environment", "In carepost.toml", "Default", "What for"], rows),
        ]
    )


def _variable(name: str, field: FieldInfo) -> str:
    alias = field.validation_alias
    return alias if isinstance(alias, str) else f"CAREPOST_{name.upper()}"


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "see there"
    return "empty" if field.default in ("", [], None) else f"`{field.default}`"


def _words(name: str, field: FieldInfo) -> str:
    words = field.description or WORDS.get(name)
    if words is None:
        raise LookupError(
            f"The setting {name} has neither a description nor a line in scripts/reference/settings.py"
        )
    return words
