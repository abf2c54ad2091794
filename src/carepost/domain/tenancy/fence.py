"""The SQL that makes a table belong to practices: keys, foreign keys, row-level security, grants."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PRACTICE_MATCHES = "practice_id = nullif(current_setting('carepost.practice', true), '')::uuid"
PERSON_MATCHES = "person_id = nullif(current_setting('carepost.person', true), '')::uuid"


def fence(table: str, *, also_seen_by_person: bool = False, **references: str) -> migrations.RunPython:
    """Key (practice_id, id), composite foreign keys, forced row-level security and the app's grants.

    `references` maps a column to the table it points at, within the same practice. Foreign keys are
    INITIALLY IMMEDIATE so that a crossing reference fails at the statement, not at the commit.
    """

    def apply(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in [*_keys(table, references), *_policy(table, also_seen_by_person), _grant(table)]:
            editor.execute(statement)

    return migrations.RunPython(apply, migrations.RunPython.noop)


def refer(table: str, **references: str) -> migrations.RunPython:
    """Composite foreign keys for columns that came to a fenced table later."""

    def apply(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _references(table, references):
            editor.execute(statement)

    return migrations.RunPython(apply, migrations.RunPython.noop)


def _keys(table: str, references: dict[str, str]) -> list[str]:
    return [
        f"alter table {table} drop constraint {table}_pkey",
        f"alter table {table} add primary key (practice_id, id)",
        f"alter table {table} add constraint {table}_practice_fk foreign key (practice_id)"
        " references organisations_practice (id)",
        *_references(table, references),
    ]


def _references(table: str, references: dict[str, str]) -> list[str]:
    return [
        f"alter table {table} add constraint {table}_{column}_fk foreign key (practice_id, {column})"
        f" references {other} (practice_id, id) initially immediate"
        for column, other in references.items()
    ]


def _policy(table: str, also_seen_by_person: bool) -> list[str]:
    statements = [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy same_practice on {table} using ({PRACTICE_MATCHES}) with check ({PRACTICE_MATCHES})",
    ]
    if also_seen_by_person:
        # To look only: as part of the policy above it would let one practice take away another's membership.
        statements.append(f"create policy own_memberships on {table} for select using ({PERSON_MATCHES})")
    return statements


def _grant(table: str) -> str:
    return f'grant select, insert, update, delete on {table} to "{settings.CAREPOST_ROLES["app"]}"'
