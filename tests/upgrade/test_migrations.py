"""Migrations that change rows: the fence binds the owner as well, which is easily forgotten and says nothing."""

from __future__ import annotations

import psycopg

from carepost.domain.tenancy.migrating import in_every_practice

CHANGE = "update organisations_team set name = name || ' (old)'"


def test_a_change_of_rows_reaches_every_practice_and_without_the_loop_none(committed_cast, logins) -> None:
    with psycopg.connect(logins["owner"]) as owner, owner.cursor() as cursor:
        assert cursor.execute(CHANGE).rowcount == 0

        changed = [cursor.execute(CHANGE).rowcount for _ in in_every_practice(cursor)]

        assert changed == [6, 6]
        assert cursor.execute(CHANGE).rowcount == 0
