"""Whatever goes wrong, logs say what and where, and never about whom."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
import structlog
from django.test import Client
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from carepost.config import logs
from carepost.engines.delivery.transports.port import Permanent
from tests.doubles.smtp_rules import Rules
from tests.instance import HOME
from tests.integration.desk import Desk
from tests.integration.letters import STRANGER, mail
from tests.integration.watching.broken_pages import PAGES, PERSON, SUBJECT
from tests.named import forms, named
from tests.unit.delivery_smtp.conftest import MakeBench, parcel
from tests.unit.delivery_smtp.conftest import authority as authority  # fixtures of theirs
from tests.unit.delivery_smtp.conftest import bench as bench

WHOM = {
    form
    for value in (*PERSON.split(", "), SUBJECT, "Quillfeather", "1985-05-03", "Dear Aisha")
    for form in forms(value.removeprefix("born "))
}


class Logged:
    """What went to standard error, all levels, libraries' too."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    def events(self) -> list[str]:
        return [line["event"] for line in self.lines]


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Logged]:
    """Logs as a service writes them at level debug."""
    found, root, before = Logged(), logging.root, structlog.get_config()
    handlers, level, own = root.handlers[:], root.level, logging.getLogger("carepost").level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    monkeypatch.setattr(sys, "stderr", found.stream)
    logs.configure("debug")
    structlog.configure(cache_logger_on_first_use=False)
    yield found
    logging.captureWarnings(False)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    structlog.configure(**before)
    root.handlers[:], root.level = handlers, level
    logging.getLogger("carepost").setLevel(own)


def assert_names_nobody(text: str) -> None:
    assert named(text, WHOM) == set()


@pytest.mark.urls("tests.integration.watching.broken_pages")
@pytest.mark.parametrize("page", [page.__name__ for page in PAGES])
def test_a_page_that_fails_is_logged_by_the_kind_of_its_error(db: None, logged: Logged, page: str) -> None:
    browser = Client(raise_request_exception=False)

    answer = browser.get(f"/{page}", {"patient": PERSON}, headers={"User-Agent": PERSON})

    assert answer.status_code in (400, 404, 500)
    (answered,) = [line for line in logged.lines if line["event"] == "web.answered"]
    assert (answered["view"], answered["status"]) == (page, answer.status_code)
    assert {line["request"] for line in logged.lines if "request" in line} == {answer["X-Request-ID"]}
    assert_names_nobody(logged.text)
    if answer.status_code == 500:
        (told,) = [line for line in logged.lines if line.get("library") == "django.request"]
        assert told["error"] in {"RuntimeError", "IntegrityError", "DataError"}
        assert f"broken_pages.{page}" in " ".join(told["where"])


def test_an_address_that_somebody_typed_a_name_into_is_not_logged(db: None, logged: Logged) -> None:
    browser = Client()
    for path in ("/inbox/Jane-Quillfeather", f"/{SUBJECT}", "/help/?words=Quillfeather"):
        browser.get(path)
    browser.get("/help/", headers={"Host": "jane.quillfeather@northside.example"})

    assert "web.answered" in logged.events()
    assert_names_nobody(logged.text)


def test_a_job_that_fails_is_logged_by_the_kind_of_its_error(logged: Logged) -> None:
    jobs = app.with_connector(InMemoryConnector())  # type: ignore[attr-defined]

    @jobs.task(name="tests.fails")
    def fails(practice_id: str) -> None:
        raise RuntimeError(PERSON)

    jobs.configure_task("tests.fails").defer(practice_id="018f")
    jobs.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    assert any(line.get("error") == "RuntimeError" for line in logged.lines)
    assert_names_nobody(logged.text)


@pytest.mark.parametrize("file", ["text.txt", "Biopsy result of Jane Quillfeather.pdf"])
def test_mail_that_cannot_be_read_is_logged_by_its_id(desk: Desk, logged: Logged, file: str) -> None:
    deep = "".join(f'--{n}\r\nContent-Type: multipart/mixed; boundary="{n + 1}"\r\n\r\n' for n in range(200))
    boundary = 'Content-Type: multipart/mixed; boundary="0"'
    raw = f"From: {PERSON.split(', ')[3]}\r\nSubject: {SUBJECT}\r\n{boundary}\r\n\r\n{deep}{PERSON}".encode()
    arrival = desk.take_in(raw)
    desk.take_in(
        mail(PERSON, sender=STRANGER, subject=SUBJECT, files=[(file, "application/pdf", b"%PDF-1.4 x")])
    )

    assert arrival.state == "unreadable"
    assert str(arrival.id) in logged.text
    assert_names_nobody(logged.text)


@pytest.mark.parametrize("point", ["MAIL", "RCPT", "DATA", "dot"])
def test_a_server_that_quotes_the_letter_in_its_refusal_is_not_quoted(
    logged: Logged, bench: MakeBench, point: str
) -> None:
    at = bench(Rules(replies={point: f"550 5.1.1 <{PERSON.split(', ')[3]}>: {SUBJECT}"}))

    outcome = at.deliver(parcel(rcpt=PERSON.split(", ")[3]))

    assert isinstance(outcome, Permanent)
    assert "quillfeather" in outcome.text.lower(), "people are shown what the server said"
    assert_names_nobody(logged.text)


def test_no_library_is_quoted_however_it_speaks(logged: Logged) -> None:
    library = logging.getLogger("somebody.elses")
    library.warning("refused %s", PERSON)
    library.error(f"Task failed: {PERSON}")
    library.info("%(who)s", {"who": PERSON})
    library.critical("gone", extra={"patient": PERSON}, stack_info=True)
    try:
        raise KeyError(PERSON)
    except KeyError:
        library.exception(SUBJECT)

    assert logged.events().count("library.said") == 5
    assert {line["library"] for line in logged.lines} == {"somebody.elses"}
    assert logged.lines[-1]["error"] == "KeyError"
    assert_names_nobody(logged.text)


def test_a_thread_that_dies_is_logged_by_the_kind_of_its_error(logged: Logged) -> None:
    def dies() -> None:
        raise RuntimeError(PERSON)

    thread = threading.Thread(target=dies)
    thread.start()
    thread.join()

    assert logged.lines[-1]["event"] == "thread.died"
    assert logged.lines[-1]["error"] == "RuntimeError"
    assert_names_nobody(logged.text)


def test_a_process_that_dies_is_logged_by_the_kind_of_its_error() -> None:
    code = (
        "import sys, warnings\nfrom carepost.config import logs\nlogs.configure()\n"
        "class Held:\n def __del__(self): raise ValueError(sys.argv[1])\n"
        "Held()\nwarnings.warn(sys.argv[1])\nraise RuntimeError(sys.argv[1])\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, PERSON], capture_output=True, text=True, check=False)

    lines = [json.loads(line) for line in ended.stderr.splitlines()]
    assert ended.returncode == 1
    assert [line["event"] for line in lines] == ["object.ended_badly", "library.said", "process.died"]
    assert [line.get("error") for line in lines] == ["ValueError", None, "RuntimeError"]
    assert_names_nobody(ended.stdout + ended.stderr)


def server_log() -> str:
    return "".join(path.read_text(errors="replace") for path in (HOME / "pg" / "log").glob("*.log"))


QUOTING = {
    "insert into quoted values (%(person)s), (%(person)s)": psycopg.errors.UniqueViolation,
    "select %(person)s::int": psycopg.errors.InvalidTextRepresentation,
    "select %(person)s::timestamptz": psycopg.errors.DatabaseError,
    "select 'Jane Quillfeather": psycopg.errors.SyntaxError,
    "do $$ begin raise exception 'no Jane Quillfeather'; end $$": psycopg.errors.RaiseException,
    "do $$ begin raise warning 'no Jane Quillfeather'; end $$": None,
}


def provoke(login: str, *before: str) -> None:
    """Every way in which a server may quote what it was given."""
    with psycopg.connect(login, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
        for setting in before:
            connection.execute(setting)  # type: ignore[call-overload]
        connection.execute("create temporary table quoted (name text unique)")
        for statement, kind in QUOTING.items():
            values = {"person": PERSON} if "%(" in statement else None
            if kind is None:
                connection.execute(statement, values)  # type: ignore[call-overload]
                continue
            with pytest.raises(kind):
                connection.execute(statement, values)  # type: ignore[call-overload]


def said_by_the_server(login: str, *before: str) -> str:
    known = server_log()
    provoke(login, *before)
    return server_log().removeprefix(known)


def test_the_databases_own_log_quotes_no_value_of_a_failing_statement(
    django_db_setup: None, logins: dict[str, str]
) -> None:
    said = said_by_the_server(logins["app"])
    with psycopg.connect(logins["superuser"]) as connection:
        connection.execute("do $$ begin raise log 'the server does log'; end $$")

    assert "the server does log" in server_log()
    assert_names_nobody(said)


def test_a_server_that_logs_as_servers_usually_do_would_be_found(
    django_db_setup: None, logins: dict[str, str]
) -> None:
    """The check above can fail: the same statements, as a superuser who puts the usual settings back."""
    usual = ("log_min_messages = warning", "log_min_error_statement = error", "log_error_verbosity = default")

    said = said_by_the_server(logins["superuser"], *(f"set {setting}" for setting in usual))

    assert named(said, WHOM) >= {"999 000 0018", "jane quillfeather northside example", "01632 960777"}
