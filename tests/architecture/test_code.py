"""Habits of the house that a linter does not know."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.architecture.house import Module, assert_none, name_of, planted, source, verifier, written_tests

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
# Commands speak to the person who typed them; everything else logs.
MAY_PRINT = ["carepost.doors.commands", "carepost.demo", "carepost.bench"]
# The outermost loops, where anything may come up and the next piece of work must still be done.
MAY_CATCH_ALL = [
    "carepost.ground.mailkit.child_main",  # hostile mail may raise anything, and costs one message only
    "carepost.ground.mailkit.reading",  # so may the libraries that read attachments
    "carepost.engines.intake.sources.imap.reading",  # whatever is wrong with one message, the next is read
]
# One file by intent: whoever is handed an export can be handed this with it, and read it whole.
MAY_BE_LONG = ["carepost_verify"]
BANNED_IMPORTS = {
    "django.db.models.signals": "signals: what happens should be on the page being read",
    "django.dispatch": "signals: what happens should be on the page being read",
    "django.contrib.contenttypes.fields.GenericForeignKey": "a reference the database cannot check",
}


def prints(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for call in module.calls() if not module.is_in(MAY_PRINT) else ():
            if name_of(call.func) in {"print", "pprint", "sys.stdout.write", "sys.stderr.write"}:
                yield f"{module.name}:{call.lineno} prints"


def catches_everything(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for node in module.nodes() if not module.is_in(MAY_CATCH_ALL) else ():
            if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _raises_again(node):
                yield f"{module.name}:{node.lineno} catches what it cannot act on"


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or name_of(kind) in {"Exception", "BaseException"} for kind in caught)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def hides_what_happens(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        for line, name in module.imports():
            yield from (
                f"{module.name}:{line} uses {why}"
                for banned, why in BANNED_IMPORTS.items()
                if name == banned or name.startswith(banned + ".")
            )
        for node in module.nodes():
            if isinstance(node, ast.ClassDef) and any("Model" in name_of(base) for base in node.bases):
                yield from _overrides(module, node)


def _overrides(module: Module, model: ast.ClassDef) -> Iterator[str]:
    for part in model.body:
        if isinstance(part, ast.FunctionDef) and part.name in {"save", "delete"}:
            yield f"{module.name}:{part.lineno} {model.name}.{part.name} is overridden: a verb should do this"


def is_too_long(modules: Iterable[Module]) -> Iterator[str]:
    for module in modules:
        if (lines := module.text.count("\n")) > LONGEST_FILE and not module.is_in(MAY_BE_LONG):
            yield f"{module.name} has {lines} lines"
        for function in module.functions():
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{module.name}:{function.lineno} {function.name} has {length} lines"


def test_only_commands_print() -> None:
    assert_none(prints(source()))


def test_a_print_elsewhere_is_found() -> None:
    assert list(prints(planted("carepost.actions.send", "print('sent')")))
    assert not list(prints(planted("carepost.doors.commands.init", "print('made')")))


def test_nothing_is_caught_that_cannot_be_acted_on() -> None:
    assert_none(catches_everything(source()))


@pytest.mark.parametrize("kind", ["", " Exception", " (ValueError, Exception)", " BaseException as error"])
def test_catching_everything_is_found(kind: str) -> None:
    text = f"try:\n    send()\nexcept{kind}:\n    pass"

    assert list(catches_everything(planted("carepost.actions.send", text)))
    assert not list(catches_everything(planted("carepost.actions.send", text.replace("pass", "raise"))))


def test_models_do_nothing_behind_ones_back() -> None:
    assert_none(hides_what_happens(source()))


@pytest.mark.parametrize(
    "text",
    [
        "from django.db.models.signals import post_save",
        "from django.dispatch import receiver",
        "from django.contrib.contenttypes.fields import GenericForeignKey",
        "class Message(models.Model):\n    def save(self): ...",
    ],
)
def test_a_model_doing_so_is_found(text: str) -> None:
    assert list(hides_what_happens(planted("carepost.domain.correspondence.models", text)))


def test_files_and_functions_are_short_enough_to_read() -> None:
    written = [module for module in source() if ".migrations." not in module.name]
    assert_none(is_too_long([*written, *verifier(), *written_tests()]))


def test_long_files_and_functions_are_found() -> None:
    assert list(is_too_long(planted("carepost.x", "\n" * 301)))
    assert list(is_too_long(planted("carepost.x", "def f():\n" + "    pass\n" * 50)))
    assert not list(is_too_long(planted("carepost.x", "def f():\n" + "    pass\n" * 49)))
