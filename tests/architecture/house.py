"""The source as the rules see it: modules by name, parsed."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file and the dotted name it is imported by."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.text)

    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(self.tree)

    def is_in(self, packages: Iterable[str]) -> bool:
        return any(self.name == package or self.name.startswith(package + ".") for package in packages)

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full name of all that is imported: `from a import b` gives `a.b`."""
        for node in self.nodes():
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                origin = self._origin(node)
                yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in self.nodes() if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes() if isinstance(node, ast.Call))

    def _origin(self, node: ast.ImportFrom) -> str:
        above = self.name.split(".")[: -node.level] if node.level else []
        return ".".join([*above, *([node.module] if node.module else [])])


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def planted(name: str, text: str) -> list[Module]:
    """A made-up module, to see a rule fail."""
    return [Module(name, text)]


@cache
def source() -> tuple[Module, ...]:
    """Every module of the package."""
    return tuple(_read(ROOT / "src"))


@cache
def written_tests() -> tuple[Module, ...]:
    """Every module of the tests, with names like `tests.unit.test_x`."""
    return tuple(module for module in _read(ROOT, "tests/"))


@cache
def verifier() -> tuple[Module, ...]:
    return tuple(_read(ROOT / "verifier"))


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that git keeps or is about to."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
    paths = (ROOT / name.decode() for name in listed.split(b"\0") if name)
    return tuple(path for path in paths if path.is_file())


def assert_none(findings: Iterable[str]) -> None:
    """No finding; else all of them, each on its line."""
    found = list(findings)
    assert not found, "\n".join(["", *found])


def name_of(node: ast.expr) -> str:
    """`a.b.c` for a plain chain of names, else as much of its end as is plain."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{name_of(value)}.{attr}".lstrip(".")
        case _:
            return ""


def _read(folder: Path, below: str = "") -> Iterator[Module]:
    for path in sorted((folder / below).rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        yield Module(".".join(parts).removesuffix(".__init__"), path.read_text(encoding="utf-8"))
