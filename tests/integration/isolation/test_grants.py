"""What each login may do. A new right, or a new table that belongs to no practice, must be written down here."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.integration.isolation.everything import practice_models

pytestmark = [pytest.mark.usefixtures("django_db_setup"), pytest.mark.hazard("HZ-09")]

ALL = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
APP_ON_THE_LEDGER = {
    "ledger_entry": {"SELECT", "INSERT"},
    "ledger_detail": {"SELECT", "INSERT"},
    "ledger_place": {"SELECT"},
    "ledger_head": {"SELECT"},
    "ledger_checkpoint": {"SELECT"},
}
OF_NO_PRACTICE = {
    "sign-in": {
        "account_emailaddress",
        "account_emailconfirmation",
        "mfa_authenticator",
        "identity_person",
        "identity_signonlink",
        "identity_signonsitting",
        "identity_sitting",
        "identity_spenttoken",
        "identity_telephone",
        "notices_notice",
        "identity_joining",
        "identity_proof",
        "identity_failedtry",
        "identity_owncode",
        "identity_acceptance",
        "identity_platformplace",
        "identity_person_groups",
        "identity_person_user_permissions",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_session",
        "carepost_cache",
    },
    "jobs, which hold a practice's id and nothing else of it": {
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
        "tenancy_due",
    },
    "figures: how many and since when, and nothing of whom": {"tenancy_standing", "tenancy_pulse"},
    "what is public": {
        "organisations_practice",
        "directory_domainlist",
        "directory_listeddomain",
        "identity_policy",
    },
}
LEDGER = {
    ("ledger_entry", "SELECT"),
    ("ledger_unplaced", "SELECT"),
    ("ledger_unplaced", "DELETE"),
    ("ledger_place", "SELECT"),
    ("ledger_place", "INSERT"),
    ("ledger_checkpoint", "SELECT"),
    ("ledger_checkpoint", "INSERT"),
    ("ledger_head", "SELECT"),
    ("ledger_head", "INSERT"),
    ("ledger_head", "UPDATE"),
}


def granted(catalogue: psycopg.Connection[Any], login: str) -> set[tuple[str, str]]:
    rows = catalogue.execute(
        "select table_name, privilege_type from information_schema.role_table_grants"
        " where grantee in (%s, 'PUBLIC') and table_schema = 'public'"
        " and table_name not in"
        " (select relname from pg_class c join pg_depend d on d.objid = c.oid and d.deptype = 'e')",
        [login],
    )
    return {(table, right) for table, right in rows}


def test_the_app_has_these_rights_and_no_more(catalogue: psycopg.Connection[Any]) -> None:
    fenced = {model._meta.db_table: set(ALL) for model in practice_models()}
    of_no_practice = {table: set(ALL) for tables in OF_NO_PRACTICE.values() for table in tables}
    listed = fenced | of_no_practice | APP_ON_THE_LEDGER | {"django_migrations": {"SELECT"}}

    assert granted(catalogue, "carepost_app") == {(table, one) for table in listed for one in listed[table]}


def test_the_ledgers_login_has_these_rights_and_no_more(catalogue: psycopg.Connection[Any]) -> None:
    assert granted(catalogue, "carepost_ledger") == LEDGER
    columns = catalogue.execute(
        "select table_name, column_name, privilege_type from information_schema.column_privileges"
        " where grantee = 'carepost_ledger' and table_name not like 'ledger_%'"
    ).fetchall()
    assert set(columns) == {
        ("organisations_practice", "id", "SELECT"),
        ("organisations_practice", "ods_code", "SELECT"),
    }


@pytest.mark.parametrize("login", ["carepost_app", "carepost_ledger"])
def test_neither_login_owns_makes_or_bypasses_anything(
    catalogue: psycopg.Connection[Any], login: str
) -> None:
    owned = catalogue.execute(
        "select oid::regclass::text from pg_class where pg_get_userbyid(relowner) = %(login)s"
        " union all select proname from pg_proc where pg_get_userbyid(proowner) = %(login)s"
        " union all select nspname from pg_namespace where pg_get_userbyid(nspowner) = %(login)s"
        " union all select datname from pg_database where pg_get_userbyid(datdba) = %(login)s",
        {"login": login},
    ).fetchall()
    powers = catalogue.execute(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,"
        " exists (select 1 from pg_auth_members where member = r.oid), has_schema_privilege(oid, 'public', 'create'),"
        " has_database_privilege(oid, current_database(), 'create') from pg_roles r where rolname = %s",
        [login],
    ).fetchone()
    assert owned == []
    assert powers is not None
    assert not any(powers)


@pytest.mark.parametrize(
    "statement",
    [
        "update ledger_entry set line = line",
        "delete from ledger_entry",
        "truncate ledger_entry",
        "insert into ledger_unplaced values (gen_random_uuid(), gen_random_uuid())",
        "insert into ledger_place values (gen_random_uuid(), 0, gen_random_uuid(), '')",
        "update ledger_detail set sealed = ''",
        "delete from ledger_detail",
        "alter table correspondence_message disable row level security",
        "set role carepost_owner",
        "set session_replication_role = replica",
        "create table mine (id int)",
    ],
)
def test_the_app_is_refused(logins: dict[str, str], statement: str) -> None:
    with (
        psycopg.connect(logins["app"]) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)  # type: ignore[call-overload]
