"""Every hazard is controlled and shown to be, or says plainly what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.reference.controls import HAZARDS, Control, Hazard
from scripts.reference.hazards import FOLDER, Marked, marked_in, marked_tests
from scripts.reference.pages import assurance
from tests.architecture.house import ROOT, assert_none

# Fewer show little: then the page has to name what is not built.
ENOUGH = 10
BEHAVIOUR = re.compile(r"\b[A-Z]\d{1,2}\b")
KNOWN = {f"HZ-{number:02}" for number in range(1, 11)}


def weak(found: Iterable[Hazard], tests: list[Marked]) -> Iterator[str]:
    for one in found:
        count = sum(one.id in test.hazards for test in tests)
        if count == 0 or (count < ENOUGH and not one.missing):
            yield f"{one.id} has {count} tests and names nothing that is missing"
        spoken_of = " ".join([*(control.ids for control in one.controls), *one.missing])
        for behaviour in set(BEHAVIOUR.findall(one.needs)) - set(BEHAVIOUR.findall(spoken_of)):
            yield f"{one.id} needs {behaviour}, which is neither controlled nor said to be missing"
        yield from (f"{one.id} names {place}, which is not there" for place in _gone(one))


def _gone(one: Hazard) -> Iterator[str]:
    for control in one.controls:
        for place in re.findall(r"`([^`]+)`", control.where):
            if not (ROOT / "src" / "carepost" / place).exists():
                yield place


def test_every_hazard_is_on_the_page_and_no_other_is_marked() -> None:
    assert {one.id for one in HAZARDS} == KNOWN
    assert {name for test in marked_tests(ROOT / "tests") for name in test.hazards} == KNOWN


def test_every_hazard_is_shown_to_be_controlled_or_says_what_is_missing() -> None:
    assert_none(weak(HAZARDS, marked_tests(ROOT / "tests")))


def test_the_page_is_as_the_marks_say() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert written == assurance(), "run: .venv/bin/python -m scripts.reference"


def test_a_hazard_without_tests_or_with_a_need_nobody_speaks_of_is_found() -> None:
    strict = replace(HAZARDS[2], missing={})
    tests = marked_tests(ROOT / "tests")
    few = [test for test in tests if strict.id in test.hazards][: ENOUGH - 1]

    assert not list(weak([strict], tests))
    assert list(weak([strict], few))
    assert list(weak([replace(strict, missing={"M1": "not built"})], []))
    assert list(weak([replace(strict, needs="M1 Z9")], tests))
    assert list(weak([replace(strict, controls=(Control("x", "M1", "`no/such.py`"),))], tests))


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ('@pytest.mark.hazard("HZ-01")\ndef test_a(): ...', ["HZ-01"]),
        ('pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-02")]\ndef test_a(): ...', ["HZ-02"]),
        ('@pytest.mark.hazard("HZ-03")\nclass TestA:\n    def test_a(self): ...', ["HZ-03"]),
        (
            'pytestmark = pytest.mark.hazard("HZ-01")\n@pytest.mark.hazard("HZ-04")\ndef test_a(): ...',
            ["HZ-01", "HZ-04"],
        ),
        ("def test_a(): ...", []),
        ('def helper():\n    pytest.mark.hazard("HZ-01")', []),
    ],
)
def test_marks_are_found_wherever_they_stand(tmp_path: Path, text: str, marks: list[str]) -> None:
    (tmp_path / "test_x.py").write_text(text)

    assert [name for test in marked_in(tmp_path / "test_x.py", tmp_path) for name in test.hazards] == marks
