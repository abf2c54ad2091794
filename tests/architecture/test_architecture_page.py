"""docs/architecture.md leads to every room, and to none that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import ROOT

PACKAGE = ROOT / "src" / "carepost"
PAGE = ROOT / "docs" / "architecture.md"
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)+/?)`")
NAMED = re.compile(r"`([\w./-]+\.py)`\s+`(\w+)`")
NOT_OF_THE_TREE = ("secrets/", "vault/", "ledger/checkpoints.txt", "pg/")


def rooms() -> Iterator[str]:
    """Every package folder; migrations are spoken of once for all."""
    for path in sorted(PACKAGE.rglob("__init__.py")):
        room = path.parent.relative_to(ROOT)
        if path.parent != PACKAGE and room.name != "migrations":
            yield room.as_posix()


def missing_paths(text: str) -> Iterator[str]:
    for named in PATH.findall(text):
        if named not in NOT_OF_THE_TREE and not any((above / named).exists() for above in _starts()):
            yield named


def missing_functions(text: str) -> Iterator[str]:
    for path, name in NAMED.findall(text):
        file = next((above / path for above in _starts() if (above / path).exists()), None)
        if file is None or not re.search(rf"(?:def|class) {name}\b", file.read_text(encoding="utf-8")):
            yield f"{path} {name}"


def _starts() -> tuple[Path, ...]:
    """A path is meant from the tree's top or from the package."""
    return ROOT, PACKAGE


def test_every_room_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [room for room in rooms() if f"`{room}`" not in text] == []


def test_every_path_on_the_page_exists() -> None:
    assert list(missing_paths(PAGE.read_text(encoding="utf-8"))) == []


def test_every_function_it_names_is_in_its_file() -> None:
    assert list(missing_functions(PAGE.read_text(encoding="utf-8"))) == []


def test_a_wrong_path_or_function_is_found() -> None:
    assert list(missing_paths("see `actions/no_such.py`")) == ["actions/no_such.py"]
    assert list(missing_functions("see `actions/writing/send.py` `no_such`"))
    assert not list(missing_functions("see `actions/writing/send.py` `send_message`"))
