"""Who may write what on the ledger, and what nobody may: keys, triggers, row-level security, grants."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEYS = """
    alter table ledger_entry drop constraint ledger_entry_pkey;
    alter table ledger_entry add primary key (practice_id, id);
    alter table ledger_entry add constraint ledger_line_is_one_line_of_ascii check (line !~ '[^ -~]');
"""

# The trigger runs with the owner's rights, because app has none on what waits: it can neither hurry an entry nor hide it.
WAITING = """
    create function ledger_entry_waits() returns trigger language plpgsql
        security definer set search_path = pg_catalog, pg_temp as $$
    begin
        insert into public.ledger_unplaced (practice_id, entry_id) values (new.practice_id, new.id);
        return null;
    end $$;
    revoke all on function ledger_entry_waits() from public;
    create trigger waits after insert on ledger_entry for each row execute function ledger_entry_waits();
"""

KEPT = """
    create function ledger_is_kept() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
    begin
        raise exception 'the ledger is only ever added to' using errcode = 'insufficient_privilege';
    end $$;
"""
ONLY_ADDED_TO = {
    "ledger_entry": "update or delete",
    "ledger_place": "update or delete",
    "ledger_checkpoint": "update or delete",
    "ledger_detail": "update",  # a detail may one day be shredded, never rewritten
}

TABLES = (
    "ledger_entry",
    "ledger_detail",
    "ledger_unplaced",
    "ledger_place",
    "ledger_head",
    "ledger_checkpoint",
)
PRACTICE_MATCHES = "practice_id = nullif(current_setting('carepost.practice', true), '')::uuid"
GRANTS = """
    grant insert, select on ledger_entry, ledger_detail to "{app}";
    grant select on ledger_place, ledger_head, ledger_checkpoint to "{app}";
    grant select on ledger_entry to "{ledger}";
    grant select, delete on ledger_unplaced to "{ledger}";
    grant select, insert on ledger_place, ledger_checkpoint to "{ledger}";
    grant select, insert, update on ledger_head to "{ledger}";
    grant select (id, ods_code) on organisations_practice to "{ledger}";
"""


def fence(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in [KEYS, WAITING, KEPT, *_triggers(), *_policies(), *_grants()]:
        editor.execute(statement, params=None)


def unfence(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("drop function ledger_entry_waits() cascade; drop function ledger_is_kept() cascade")
    for table in TABLES:
        editor.execute(f"drop policy same_practice on {table}; drop policy ledger on {table}")
        editor.execute(f"alter table {table} no force row level security, disable row level security")
    editor.execute("alter table ledger_entry drop constraint ledger_line_is_one_line_of_ascii")


def _triggers() -> list[str]:
    kept = "execute function ledger_is_kept()"
    rows = [
        f"create trigger kept before {acts} on {table} for each row {kept}"
        for table, acts in ONLY_ADDED_TO.items()
    ]
    tables = [
        f"create trigger kept_whole before truncate on {table} for each statement {kept}"
        for table in ONLY_ADDED_TO
    ]
    return rows + tables


def _policies() -> list[str]:
    ledger = settings.CAREPOST_ROLES["ledger"]
    return [
        statement
        for table in TABLES
        for statement in (
            f"alter table {table} enable row level security, force row level security",
            f"create policy same_practice on {table} using ({PRACTICE_MATCHES}) with check ({PRACTICE_MATCHES})",
            f'create policy ledger on {table} to "{ledger}" using (true) with check (true)',
        )
    ]


def _grants() -> list[str]:
    """Starts from nothing, whatever default privileges the database gives new tables."""
    roles = {name: settings.CAREPOST_ROLES[name] for name in ("app", "ledger")}
    tables = ", ".join(TABLES)
    return [
        f'revoke all on {tables} from public, "{roles["app"]}", "{roles["ledger"]}"',
        GRANTS.format(**roles),
    ]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("organisations", "0001_initial")]
    operations = [migrations.RunPython(fence, unfence)]
