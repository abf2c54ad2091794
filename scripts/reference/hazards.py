"""docs/assurance/hazards.md: for each hazard what controls it, which tests show that, and what is missing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.reference.controls import HAZARDS, Hazard
from scripts.reference.tables import table

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "assurance"
MARK = "hazard"

BEFORE = """\
What could hurt somebody, what Carepost does against it, and the tests that show it. A test carries its hazard's id
(`@pytest.mark.hazard("HZ-01")`); this page is written from those marks, so a control whose tests are taken away
disappears from it. Ids in brackets are behaviours; **those not built yet are named, hazard by hazard**.

This is evidence, not a safety case: whoever deploys Carepost is its manufacturer under DCB0129, scores what risk is
left, and signs. A hazard with *not yet controlled* beside a behaviour is not controlled by that behaviour."""


@dataclass(frozen=True, order=True)
class Marked:
    """One test and the hazards it carries."""

    file: str
    name: str
    hazards: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return self.name.removeprefix("test_").replace("_", " ")


def page() -> str:
    tests = marked_tests(ROOT / "tests")
    rows = [_summed_up(one, _of(one, tests)) for one in HAZARDS]
    summary = table(["Hazard", "What happens", "Tests", "Not built"], rows)
    return "\n\n".join([BEFORE, summary, *(_section(one, _of(one, tests)) for one in HAZARDS)])


def _summed_up(one: Hazard, tests: list[Marked]) -> tuple[str, ...]:
    return f"[{one.id}](#{one.anchor})", one.harm, str(len(tests)), ", ".join(one.missing) or "none"


def marked_tests(folder: Path) -> list[Marked]:
    """Every test that carries a hazard, by file and name."""
    return sorted(test for path in folder.rglob("test_*.py") for test in marked_in(path, folder.parent))


def marked_in(path: Path, above: Path) -> Iterator[Marked]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    of_all = [name for node in tree.body if _is_pytestmark(node) for name in _hazards(node)]
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        outer = of_all + [name for one in getattr(node, "decorator_list", []) for name in _hazards(one)]
        for function in inside:
            if isinstance(function, ast.FunctionDef) and function.name.startswith("test_"):
                own = [name for one in function.decorator_list for name in _hazards(one)]
                if found := tuple(sorted({*outer, *own})):
                    yield Marked(path.relative_to(above).as_posix(), function.name, found)


def _is_pytestmark(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"


def _hazards(node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == f"pytest.mark.{MARK}":
            yield from (arg.value for arg in call.args if isinstance(arg, ast.Constant))


def _of(hazard: Hazard, tests: list[Marked]) -> list[Marked]:
    return [test for test in tests if hazard.id in test.hazards]


def _section(hazard: Hazard, tests: list[Marked]) -> str:
    controls = "\n".join(f"- {control.words} ({control.ids}): {control.where}" for control in hazard.controls)
    missing = "\n".join(f"- {ids}, not yet controlled: {words}" for ids, words in hazard.missing.items())
    gaps = "\n".join(f"- {gap}" for gap in hazard.gaps)
    parts = [f"## {hazard.id}: {hazard.harm}", f"**What controls it**\n\n{controls}"]
    if missing:
        parts.append(f"**What is missing**\n\n{missing}")
    if gaps:
        parts.append(f"**What is left all the same**\n\n{gaps}")
    parts.append(f"**Tests ({len(tests)})**\n\n{_listed(tests)}")
    return "\n\n".join(parts)


def _listed(tests: list[Marked]) -> str:
    lines = []
    for file in sorted({test.file for test in tests}):
        sentences = [test.sentence for test in tests if test.file == file]
        lines.append(f"- `{file}`\n" + "\n".join(f"  - {sentence}" for sentence in sentences))
    return "\n".join(lines)
