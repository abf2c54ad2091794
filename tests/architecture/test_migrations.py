"""Each app's migrations stand in one line: two with one number came from two branches, and nothing can be set up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.house import ROOT, assert_none


def doubled(files: Iterable[Path]) -> Iterator[str]:
    """Migrations whose number another one of the same app has."""
    seen: dict[tuple[Path, str], Path] = {}
    for file in sorted(files):
        other = seen.setdefault((file.parent, file.name[:4]), file)
        if other != file:
            yield f"{file.name} has the number of {other.name}: number it anew, after what was there first"


def test_no_two_migrations_of_an_app_have_one_number() -> None:
    found = list((ROOT / "src").rglob("migrations/0*.py"))
    assert len(found) > 20
    assert_none(doubled(found))


def test_two_with_one_number_are_found() -> None:
    assert list(doubled([Path("a/migrations/0002_x.py"), Path("a/migrations/0002_y.py")]))
    assert not list(doubled([Path("a/migrations/0002_x.py"), Path("b/migrations/0002_y.py")]))
