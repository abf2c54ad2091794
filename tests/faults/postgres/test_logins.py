"""Three logins, none of which can do more than its task."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from carepost.ground.postgres import roles, starter
from carepost.ground.postgres.roles import Login
from carepost.ground.postgres.server import Server
from tests.faults.postgres.people import User, arrive

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def user() -> Iterator[User]:
    someone = arrive(getpass.getuser())
    yield someone
    someone.go_home()


@pytest.fixture(scope="module")
def server(user: User) -> Iterator[Server]:
    with starter.database(user.home, durable=False) as server:
        yield server


def connect(server: Server, login: Login, dbname: str = "carepost") -> psycopg.Connection:
    return psycopg.connect(server.url(login.user, login.password, dbname), autocommit=True)


def test_two_starts_at_once_agree_on_the_passwords_and_so_does_the_next(server: Server) -> None:
    with ThreadPoolExecutor() as together:
        first, second = together.map(roles.ensure, [server, server])

    assert first == second == roles.ensure(server)


@pytest.mark.hazard("HZ-09")
def test_no_login_is_superuser_or_passes_row_level_security(server: Server, user: User) -> None:
    logins = roles.ensure(server)

    found = user.query(
        "select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles"
        " where rolname like 'carepost%' order by rolname"
    )
    assert found == [(name, *[False] * 5) for name in sorted(login.user for login in logins.all())]


def test_the_owner_owns_the_database_and_may_use_the_extensions(server: Server) -> None:
    with connect(server, roles.ensure(server).owner) as connection:
        connection.execute("create table places (id uuid, name text)")
        connection.execute("create index on places using gin (id, name gin_trgm_ops)")
        assert connection.execute("select unaccent('Zoë')").fetchone() == ("Zoe",)


@pytest.mark.hazard("HZ-09")
@pytest.mark.parametrize("who", ["app", "ledger"])
def test_the_other_logins_enter_but_can_make_nothing(server: Server, who: str) -> None:
    with connect(server, getattr(roles.ensure(server), who)) as connection:
        for statement in ("create table mine (id int)", "create schema mine", "create database mine"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_the_owner_makes_databases_only_where_that_was_asked_for(server: Server) -> None:
    with connect(server, roles.ensure(server, may_create_databases=True).owner) as connection:
        connection.execute("create database test_one")
        roles.ensure(server)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("create database test_two")


def test_a_login_is_not_shown_with_its_password(server: Server) -> None:
    login = roles.ensure(server).app

    assert login.password not in repr(login)
