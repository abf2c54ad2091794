"""Logs name events and ids, never what a message says or whom it is about."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.architecture.house import Module, assert_none, name_of, planted, source

LOGGERS = {"log", "logger", "_log", "_logger", "logging"}
# The demo's people are made up, and its outside world shows all it did.
MADE_UP = ["carepost.demo"]
# An exception's own words may quote what it choked on; its type says enough.
EXCEPTIONS = {"error", "fault", "failure", "exc", "exception", "problem", "e"}
LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log"}
# What a log line may carry besides its event: ids, counts, times and words from closed sets.
MAY_CARRY = set(
    "actor arrival attachment attempt bytes child code conversation count custodian envelope error event "
    "exc_info expected fault found host job kind mailbox member message octets outcome part person pid port practice "
    "process reason_code seconds size state status step task team transport uid version view work".split()
)
# Whatever the keyword, the value may not be read from one of these.
PERSONAL = set(
    "text body subject html address addresses name names full_name display_name email recipient recipients "
    "sender nhs_number born birth phone telephone raw headers note notes reason detail password secret".split()
)


def logs_too_much(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for call in module.calls() if not module.is_in(MADE_UP) else ():
            owner, _, level = name_of(call.func).rpartition(".")
            if owner.split(".")[-1] in LOGGERS and level in LEVELS:
                yield from (f"{module.name}:{call.lineno} {wrong}" for wrong in _wrong_with(call))


def _wrong_with(call: ast.Call) -> Iterator[str]:
    event = call.args[0] if call.args else None
    if not (isinstance(event, ast.Constant) and isinstance(event.value, str) and " " not in event.value):
        yield "logs something else than an event like 'delivery.accepted'"
    if len(call.args) > 1:
        yield "logs a value without saying what it is"
    for keyword in call.keywords:
        if keyword.arg not in MAY_CARRY:
            yield f"logs {keyword.arg or '**'}, which is not on the list of ids"
        if found := (PERSONAL | EXCEPTIONS) & _words(keyword.value):
            yield f"logs {keyword.arg} read from {', '.join(sorted(found))}"


def _words(value: ast.expr) -> set[str]:
    """All names in it, but for those of which only the type is asked."""
    if isinstance(value, ast.Call) and name_of(value.func) == "type":
        return set()
    own = getattr(value, "attr", getattr(value, "id", ""))
    return {own}.union(*(_words(part) for part in ast.iter_child_nodes(value) if isinstance(part, ast.expr)))


def test_logs_carry_events_and_ids_only() -> None:
    assert_none(logs_too_much(source()))


@pytest.mark.parametrize(
    "text",
    [
        "log.info(f'sent to {address}')",
        "log.info('delivery.accepted', address=envelope.recipient)",
        "log.info('delivery.accepted', message=message.subject)",
        "log.warning('delivery.accepted %s', patient)",
        "log.warning('delivery.failed', error=str(error))",
        "self.log.error('delivery.failed', **everything)",
        "logging.getLogger().info(subject)\nlogger.info(subject)",
    ],
)
def test_a_log_line_that_says_too_much_is_found(text: str) -> None:
    assert list(logs_too_much(planted("carepost.actions.send", text)))


def test_an_event_with_ids_is_fine() -> None:
    text = "log.info('delivery.accepted', envelope=envelope.id, seconds=1.5, kind=type(error).__name__)"

    assert_none(logs_too_much(planted("carepost.actions.send", text)))
