"""Who we are to the database: a login that owns nothing and bypasses nothing."""

from __future__ import annotations

from django.db import connection

from carepost.ground.kernel import Refused

WHO = """
    select current_user, rolsuper or rolbypassrls,
        exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relkind = 'r' and pg_get_userbyid(c.relowner) = current_user)
    from pg_roles where rolname = current_user
"""


def check_login() -> None:
    """Refused for the owner, for a superuser, and for anyone row-level security does not bind."""
    with connection.cursor() as cursor:
        cursor.execute(WHO)
        user, bypasses, owns = cursor.fetchone()
    if bypasses or owns:
        raise Refused(
            f"The database login {user} is not held by row-level security, so one practice could see another's mail. "
            "Set DATABASE_URL to the app's login (carepost_app)."
        )
