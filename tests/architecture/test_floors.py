"""What import-linter cannot say about who may use what."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator

from tests.architecture.house import Module, assert_none, name_of, planted, source, verifier

# The modules that speak with the network, and those that may import them.
NETWORK = (
    "socket socketserver smtplib imaplib poplib ftplib http.client http.server urllib.request xmlrpc "
    "aiosmtpd aiosmtplib imapclient requests httpx aiohttp urllib3"
).split()
OPENERS = {"asyncio.open_connection", "asyncio.start_server", "asyncio.open_unix_connection"}
ADAPTORS = [
    "carepost.engines.delivery.transports",
    "carepost.engines.intake.sources",
    "carepost.engines.notices.channels",
    "carepost.engines.single_sign_on.oidc",
    "carepost.ground.postgres",
    "carepost.demo",
    "carepost.bench",
    "carepost.doors.commands",
]
FRAMEWORKS = ["django", "allauth", "procrastinate", "csp", "django_htmx", "whitenoise"]
MANAGERS = {"objects", "_default_manager", "_base_manager"}
# Practices and people are in no practice; an operator's command has to find them before there is one.
BELONG_TO_NOBODY = {"Practice", "Person"}
# Who may write the ledger: the verbs, and the ledger itself.
# The benchmark measures what one entry costs, in a database of its own.
LEDGER_WRITERS = ["carepost.actions", "carepost.domain.ledger", "carepost.bench.ledger"]


# Who may open a transaction without `acting_for`, which alone ends in an error when the database takes all back
# without a word. A savepoint within it, or nothing that lets an error pass.
OPEN_TRANSACTIONS = [
    "carepost.domain.tenancy", "carepost.domain.directory.importing", "carepost.actions.directory.lists",
    "carepost.actions.practices.found", "carepost.actions.wakeups", "carepost.doors.web.writing.desk",
]  # fmt: skip


def opens_transactions(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for call in module.calls() if not module.is_in(OPEN_TRANSACTIONS) else ():
            if name_of(call.func) in {"transaction.atomic", "atomic"}:
                yield f"{module.name}:{call.lineno} opens a transaction past acting_for"


def opens_sockets(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        if module.is_in(ADAPTORS):
            continue
        for line, name in module.imports():
            if any(name == banned or name.startswith(banned + ".") for banned in NETWORK):
                yield f"{module.name}:{line} imports {name}, but is no adaptor"
        for call in module.calls():
            if name_of(call.func) in OPENERS:
                yield f"{module.name}:{call.lineno} opens a connection, but is no adaptor"


def ground_uses_a_framework(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for line, name in module.imports() if module.is_in(["carepost.ground"]) else ():
            if name.split(".")[0] in FRAMEWORKS:
                yield f"{module.name}:{line} imports {name}"


def writes_the_ledger(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for line, name in module.imports() if not module.is_in(LEDGER_WRITERS) else ():
            if name.startswith("carepost.domain.ledger") and name.endswith(".record"):
                yield f"{module.name}:{line} writes the ledger, but is no verb"


def queries_from_doors(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        if module.is_in(["carepost.doors"]):
            allowed = BELONG_TO_NOBODY if module.is_in(["carepost.doors.commands"]) else set()
            yield from _unscoped(module, allowed)


def _unscoped(module: Module, allowed: set[str]) -> Iterator[str]:
    found = [node for node in module.nodes() if isinstance(node, ast.Attribute)]
    # `Arrival.objects.of(practice)` starts at the practice, so its `objects` is a good one.
    scoped = {id(node.value) for node in found if node.attr == "of"}
    for node in found:
        if node.attr in MANAGERS and id(node) not in scoped and name_of(node.value) not in allowed:
            yield f"{module.name}:{node.lineno} queries a model past the practice it belongs to"


def needs_more_than_python(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for line, name in module.imports():
            if name.split(".")[0] not in sys.stdlib_module_names:
                yield f"{module.name}:{line} imports {name}"


def test_only_adaptors_open_sockets() -> None:
    assert_none(opens_sockets(source()))


def test_a_socket_elsewhere_is_found() -> None:
    for text in ("import smtplib", "from urllib import request", "import asyncio\nasyncio.open_connection()"):
        assert list(opens_sockets(planted("carepost.actions.send", text)))
    assert not list(opens_sockets(planted("carepost.engines.intake.sources.imap", "import imaplib")))


def test_the_ground_knows_no_framework() -> None:
    assert_none(ground_uses_a_framework(source()))


def test_a_framework_in_the_ground_is_found() -> None:
    assert list(ground_uses_a_framework(planted("carepost.ground.kernel.x", "from django.db import models")))


def test_only_verbs_write_the_ledger() -> None:
    assert_none(writes_the_ledger(source()))


def test_a_page_writing_the_ledger_is_found() -> None:
    text = "from carepost.domain.ledger import record"
    assert list(writes_the_ledger(planted("carepost.doors.web.views", text)))


def test_transactions_are_opened_by_acting_for() -> None:
    assert_none(opens_transactions(source()))


def test_a_transaction_of_its_own_is_found() -> None:
    assert list(opens_transactions(planted("carepost.actions.x", "with transaction.atomic(): pass")))


def test_doors_query_no_model_by_hand() -> None:
    assert_none(queries_from_doors(source()))


def test_a_query_in_a_page_is_found() -> None:
    for text in ("Message.objects.all()", "Person.objects.get(pk=1)", "of(Message.objects)"):
        assert list(queries_from_doors(planted("carepost.doors.web.views", text)))
    assert list(queries_from_doors(planted("carepost.doors.commands.x", "Message.objects.all()")))


def test_a_query_that_starts_at_the_practice_is_fine() -> None:
    assert_none(queries_from_doors(planted("carepost.doors.jobs.x", "Arrival.objects.of(practice).first()")))


def test_the_verifier_needs_python_and_nothing_else() -> None:
    assert_none(needs_more_than_python(verifier()))


def test_a_package_in_the_verifier_is_found() -> None:
    assert list(needs_more_than_python(planted("carepost_verify", "import cryptography")))
