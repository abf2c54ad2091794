"""The pages in docs/reference say what the code says."""

from __future__ import annotations

import pytest

from scripts.reference import classes, data, moves, states
from scripts.reference.pages import FOLDER, pages


def test_writing_the_reference_anew_changes_nothing() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert written == pages(), "run: .venv/bin/python -m scripts.reference"


def test_a_field_nobody_has_thought_about_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    without = {name: kinds for name, kinds in classes.FIELDS.items() if name != "correspondence.Note"}
    monkeypatch.setattr(classes, "FIELDS", without)

    with pytest.raises(LookupError, match=r"correspondence\.Note keeps in text"):
        data.page()


def test_a_verb_that_is_gone_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "ARRIVAL", (moves.Move(None, "stored", "receiving.accept.no_such_verb"),))

    with pytest.raises(AttributeError, match="no_such_verb"):
        states.page()
