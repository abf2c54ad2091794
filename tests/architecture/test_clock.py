"""Tests are read long before they run: what is asked of the clock on reading is old by then."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.architecture.house import Module, assert_none, name_of, planted, written_tests

CLOCKS = ("time.time", "timezone.now", "datetime.now", "datetime.today", "date.today", "monotonic")


def read_on_import(modules: Iterable[Module]) -> Iterator[str]:
    """Calls of a clock outside any function: in a constant, a default or a case of `parametrize`."""
    for module in modules:
        for node in _outside_functions(module.tree):
            if isinstance(node, ast.Call) and name_of(node.func).endswith(CLOCKS):
                yield f"{module.name}:{node.lineno} asks the time when it is read: ask in the test"


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    body = node.body if is_function else []
    inside = {id(part) for part in (body if isinstance(body, list) else [body])}
    for part in ast.iter_child_nodes(node):
        if id(part) not in inside:
            yield from _outside_functions(part)


def test_no_test_asks_the_time_before_it_runs() -> None:
    assert_none(read_on_import(written_tests()))


@pytest.mark.parametrize("text", ["NOW = int(time.time())", "def test_a(day=date.today()): assert day"])
def test_a_time_asked_too_early_is_found(text: str) -> None:
    assert list(read_on_import(planted("tests.unit.test_x", text)))


@pytest.mark.parametrize("text", ["def test_a(): assert time.time()", "later = lambda: timezone.now()"])
def test_a_time_asked_in_the_test_is_fine(text: str) -> None:
    assert_none(read_on_import(planted("tests.unit.test_x", text)))
