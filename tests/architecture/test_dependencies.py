"""What we import, we asked for: a package that came with another can go with it."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions

from tests.architecture.house import ROOT, Module, assert_none, planted, source, written_tests

OURS = {"carepost", "tests"}


def imports_undeclared(modules: Iterable[Module], declared: set[str]) -> Iterator[str]:
    for module in modules:
        for line, name in module.imports():
            top = name.split(".")[0]
            if top in sys.stdlib_module_names | OURS:
                continue
            brought_by = {_plain(package) for package in _packages().get(top, [])}
            if brought_by and not brought_by & declared:
                yield f"{module.name}:{line} imports {top}, of which pyproject.toml says nothing"


def declared(*extras: str) -> set[str]:
    """The names of the packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    return {_plain(re.split(r"[\[<>=~! ]", line)[0]) for line in wanted}


@cache
def _packages() -> Mapping[str, list[str]]:
    """Which packages bring which module: reads everything installed, so once."""
    return packages_distributions()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_we_import_is_asked_for() -> None:
    assert_none(imports_undeclared(source(), declared()))
    assert_none(imports_undeclared(written_tests(), declared("test", "dev")))


def test_an_import_nobody_asked_for_is_found() -> None:
    assert list(imports_undeclared(planted("carepost.x", "import pluggy"), declared()))


def test_a_test_package_in_the_product_is_found() -> None:
    assert list(imports_undeclared(planted("carepost.x", "import hypothesis"), declared()))


def test_every_locked_file_still_fits_what_is_asked_for() -> None:
    for file, extras in (("run", ()), ("test", ("test", "dev"))):
        locked = re.findall(
            r"^([\w.-]+)(?:\[[\w,-]+\])?==",
            (ROOT / f"requirements/{file}.txt").read_text(),
            flags=re.MULTILINE,
        )
        assert declared(*extras) <= {_plain(name) for name in locked}, "make lock"
