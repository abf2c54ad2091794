"""Tests that could not fail show nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.architecture.house import Module, assert_none, name_of, planted, written_tests

# Calls that fail by themselves when what they look for is not there.
ASSERTING = {"raises", "warns", "expect", "fail"}
# what a person at the desk of tests/journeys sees, is told or likes: each expects, or asserts, by itself
ASSERTING |= {"sees", "is_told", "has_problem", "likes_the_page"}
ASSERTING_PREFIXES = ("assert_", "then_", "check_", "expect_")


def assert_nothing(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        if not module.name.rpartition(".")[2].startswith("test_"):
            continue
        functions = {function.name: function for function in module.functions()}
        written = [function for name, function in functions.items() if name.startswith("test_")]
        if not written:
            yield f"{module.name} has no test"
        for function in written:
            if not _asserts(function, functions, set()):
                yield f"{module.name}:{function.lineno} {function.name} asserts nothing"


def _asserts(
    function: ast.AST, known: dict[str, ast.FunctionDef | ast.AsyncFunctionDef], seen: set[str]
) -> bool:
    """By itself, or by a function of the same file that it calls."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = name_of(node.func).rpartition(".")[2]
            if name in ASSERTING or name.startswith(ASSERTING_PREFIXES):
                return True
            if name in known and name not in seen and _asserts(known[name], known, seen | {name}):
                return True
    return False


def test_every_test_asserts_something() -> None:
    assert_none(assert_nothing(written_tests()))


@pytest.mark.parametrize(
    "text",
    ["", "def helper(): assert 1", "def test_a(): send()", "def test_a(): helper()\ndef helper(): pass"],
)
def test_a_test_that_cannot_fail_is_found(text: str) -> None:
    assert list(assert_nothing(planted("tests.unit.test_x", text)))


@pytest.mark.parametrize(
    "text",
    [
        "def test_a(): assert 1",
        "def test_a(): helper()\ndef helper(): assert 1",
        "def test_a(): then_it_is_sent()",
    ],
)
def test_a_test_that_can_fail_is_fine(text: str) -> None:
    assert_none(assert_nothing(planted("tests.unit.test_x", text)))
