"""Rights of the app's login on tables that belong to no practice (sign-in, sessions, jobs, lists)."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

UNFENCED = """
    select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity and c.relname <> 'django_migrations'
"""


def grant_unfenced() -> None:
    """Run by the owner after `migrate`: fenced tables carry their own grants, made in their migration."""
    app = settings.CAREPOST_ROLES["app"]
    with connection.cursor() as cursor:
        cursor.execute(UNFENCED)
        tables = ", ".join(row[0] for row in cursor.fetchall())
        cursor.execute(f'grant select, insert, update, delete on {tables} to "{app}"')
        cursor.execute(f'grant select on django_migrations to "{app}"')
        cursor.execute(f'grant usage on all sequences in schema public to "{app}"')
