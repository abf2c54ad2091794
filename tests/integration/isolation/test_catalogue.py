"""What the database itself says of its fences. A new table that is not fenced, or a new right, fails here."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db.models import ForeignKey

from carepost.domain.tenancy.rows import PracticeRow
from tests.integration.isolation.everything import practice_models

pytestmark = pytest.mark.hazard("HZ-09")

Catalogue = psycopg.Connection[Any]

OF_A_PRACTICE = """
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and a.attname = 'practice_id' and not a.attisdropped
"""
# Rights that run as somebody else, and why each is safe.
SECURITY_DEFINERS = {
    "ledger_entry_waits",  # a trigger that writes (practice_id, entry_id) of the row just written, and nothing else
}
# References out of the fence: people and practices are of everybody.
OUTWARD = {
    ("Membership", "person"),
    ("FullSignIn", "person"),
    ("KeptForm", "person"),
    ("Vouching", "first_by"),
    ("Vouching", "second_by"),
}


def names(catalogue: Catalogue, query: str, *values: object) -> set[str]:
    return {row[0] for row in catalogue.execute(query, values)}  # type: ignore[arg-type]


@pytest.fixture
def fenced(catalogue: Catalogue) -> set[str]:
    return names(catalogue, OF_A_PRACTICE)


@pytest.mark.usefixtures("django_db_setup")
class TestEveryTableOfAPractice:
    def test_is_known_to_the_catalogue_by_its_practice(self, fenced: set[str]) -> None:
        models = {model._meta.db_table for model in practice_models()}
        assert models
        assert models <= fenced

    def test_has_a_key_that_begins_with_the_practice(self, catalogue: Catalogue, fenced: set[str]) -> None:
        led = names(
            catalogue,
            "select i.indrelid::regclass::text from pg_index i join pg_attribute a"
            " on a.attrelid = i.indrelid and a.attnum = i.indkey[0]"
            " where i.indisprimary and a.attname = 'practice_id'",
        )
        assert fenced - led == set()

    def test_is_held_by_row_level_security_even_for_its_owner(
        self, catalogue: Catalogue, fenced: set[str]
    ) -> None:
        held = names(catalogue, "select relname from pg_class where relrowsecurity and relforcerowsecurity")
        assert fenced - held == set()

    def test_has_one_policy_for_every_command_and_every_login(
        self, catalogue: Catalogue, fenced: set[str]
    ) -> None:
        match = "(practice_id = (NULLIF(current_setting('carepost.practice'::text, true), ''::text))::uuid)"
        held = names(
            catalogue,
            "select tablename from pg_policies where policyname = 'same_practice' and cmd = 'ALL'"
            " and permissive = 'PERMISSIVE' and roles = '{public}' and qual = %s and with_check = %s",
            match,
            match,
        )
        assert fenced - held == set()

    def test_is_opened_by_no_other_policy_but_these(self, catalogue: Catalogue) -> None:
        others = catalogue.execute(
            "select tablename, policyname, cmd, roles::text from pg_policies where policyname <> 'same_practice'"
        ).fetchall()
        ledger = {(table, "ledger", "ALL", "{carepost_ledger}") for table in LEDGER}
        assert set(others) == ledger | {
            ("organisations_membership", "own_memberships", "SELECT", "{public}"),
        }

    def test_belongs_to_the_owner_as_everything_does(self, catalogue: Catalogue) -> None:
        others = catalogue.execute(
            "select relname, pg_get_userbyid(relowner) from pg_class where relnamespace = 'public'::regnamespace"
            " and relkind in ('r', 'p', 'v', 'S', 'f') and pg_get_userbyid(relowner) <> 'carepost_owner'"
        ).fetchall()
        assert others == []


@pytest.mark.usefixtures("django_db_setup")
class TestNoWayRound:
    def test_a_view_asks_as_the_one_who_asks(self, catalogue: Catalogue) -> None:
        views = names(
            catalogue,
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'"
            " and not coalesce(reloptions && array['security_invoker=true', 'security_invoker=on'], false)"
            " and oid not in (select objid from pg_depend where deptype = 'e')",
        )
        assert views == set()

    def test_nothing_is_copied_out_of_its_fence_into_a_view_of_its_own(self, catalogue: Catalogue) -> None:
        assert names(catalogue, "select relname from pg_class where relkind = 'm'") == set()

    def test_functions_with_others_rights_are_few_and_pinned(self, catalogue: Catalogue) -> None:
        found = catalogue.execute(
            "select proname, proconfig from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"
            " and oid not in (select objid from pg_depend where deptype = 'e')"
        ).fetchall()
        assert {name for name, _ in found} == SECURITY_DEFINERS
        assert all("search_path=pg_catalog, pg_temp" in (config or []) for _, config in found)


@pytest.mark.usefixtures("django_db_setup")
class TestReferences:
    def test_between_rows_of_practices_are_of_one_practice_and_checked_at_once(
        self, catalogue: Catalogue
    ) -> None:
        assert {key for key in composite() if not _is_composite(catalogue, *key)} == set()

    def test_are_left_to_the_database_because_django_would_make_them_of_the_id_alone(self) -> None:
        made = [
            (model.__name__, field.name)
            for model in practice_models()
            for field in foreign_keys(model)
            if field.db_constraint and (model.__name__, field.name) not in OUTWARD
        ]
        assert made == []

    def test_of_rows_that_belong_to_nobody_do_not_reach_into_a_practice(self) -> None:
        reaching = [
            (model.__name__, field.name)
            for model in apps.get_models()
            for field in foreign_keys(model)
            if not issubclass(model, PracticeRow) and issubclass(field.remote_field.model, PracticeRow)
        ]
        assert reaching == []

    def test_to_the_practice_itself_are_kept_by_the_database(self, catalogue: Catalogue) -> None:
        kept = names(
            catalogue,
            "select conrelid::regclass::text from pg_constraint where contype = 'f' and convalidated"
            " and confrelid = 'organisations_practice'::regclass and cardinality(conkey) = 1",
        )
        assert {model._meta.db_table for model in practice_models()} - kept == set()


def foreign_keys(model: type[Any]) -> list[ForeignKey[Any, Any]]:
    return [field for field in model._meta.local_fields if isinstance(field, ForeignKey)]


def composite() -> list[tuple[str, str, str]]:
    """(table, column, other table) of every reference between rows of practices."""
    return [
        (model._meta.db_table, field.column, field.remote_field.model._meta.db_table)
        for model in practice_models()
        for field in foreign_keys(model)
        if issubclass(field.remote_field.model, PracticeRow)
    ]


def _is_composite(catalogue: Catalogue, table: str, column: str, other: str) -> bool:
    found = catalogue.execute(
        "select 1 from pg_constraint where contype = 'f' and not condeferred and convalidated"
        " and conrelid = %(table)s::regclass and confrelid = %(other)s::regclass"
        " and array(select attname::text from unnest(conkey) with ordinality k(num, at)"
        "   join pg_attribute on attrelid = conrelid and attnum = num order by at) = array['practice_id', %(column)s]"
        " and array(select attname::text from unnest(confkey) with ordinality k(num, at)"
        "   join pg_attribute on attrelid = confrelid and attnum = num order by at) = array['practice_id', 'id']",
        {"table": table, "other": other, "column": column},
    ).fetchone()
    return found is not None


LEDGER = {
    "ledger_entry",
    "ledger_detail",
    "ledger_unplaced",
    "ledger_place",
    "ledger_head",
    "ledger_checkpoint",
}
