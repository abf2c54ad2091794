"""Every table of ours, each field with the kind of data it holds."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import (
    BinaryField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    JSONField,
    Model,
    TextField,
)

from scripts.reference.classes import FIELDS, Kind, kinds_of
from scripts.reference.tables import table

OF_WORDS = (CharField, TextField, JSONField, BinaryField, DateField)

BEFORE = """\
Kinds of data, field by field. Ids, links, times, numbers and states are not listed: they hold nothing personal by
themselves, though they tell who wrote to whom and when.

Bytes are not in the database. The exact mails sent and received and the files sent are in the vault
(`vault/objects/`), each sealed with its practice's key; the readable text, names and subjects below are in the
database **as they are**, held apart by row-level security and not encrypted by Carepost. Encrypt the disk it lies on.

Nothing of this is deleted by itself yet: rules for keeping and destroying are not built.

Tables that libraries make hold no correspondence: sessions (`django_session`), second factors (`mfa_authenticator`, the
secrets of authenticator apps as they are), sign-in addresses (`account_emailaddress`), jobs (`procrastinate_jobs`: ids
of practices), a cache (`carepost_cache`: sessions and counts of tries)."""


def page() -> str:
    rows = [row for model in _models() for row in _rows(model)]
    meanings = "\n".join(f"- *{kind.value}*: {_named(kind)} fields" for kind in Kind)
    return "\n\n".join([BEFORE, meanings, table(["Table", "Kind of data", "Fields"], rows)])


def _models() -> Iterator[type[Model]]:
    for config in apps.get_app_configs():
        if config.name.startswith("carepost."):
            yield from config.get_models()


def _rows(model: type[Model]) -> Iterator[tuple[str, str, str]]:
    """A row for each kind in a table; LookupError for a field nobody has thought about, or one that is gone."""
    label = f"{model._meta.app_label}.{model.__name__}"
    kinds, words = kinds_of(label), _of_words(model)
    if set(kinds) - set(words):
        gone = ", ".join(sorted(set(kinds) - set(words)))
        raise LookupError(f"{label} has no {gone}: take it out of scripts/reference/classes.py")
    if set(words) - set(kinds):
        new = ", ".join(sorted(set(words) - set(kinds)))
        raise LookupError(f"Say in scripts/reference/classes.py what kind of data {label} keeps in {new}")
    for kind in Kind:
        if named := [name for name in words if kinds[name] is kind]:
            yield f"`{model._meta.db_table}`", kind.value, ", ".join(f"`{name}`" for name in named)


def _of_words(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if _holds_words(field)]


def _holds_words(field: Field[object, object]) -> bool:
    return isinstance(field, OF_WORDS) and not isinstance(field, DateTimeField) and not field.choices


def _named(kind: Kind) -> int:
    return sum(len(kinds.get(kind, "").split()) for kinds in FIELDS.values())
