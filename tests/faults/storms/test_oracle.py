"""The judge itself: each way to do wrong is a way to fail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.doubles.smtp_log import Taken
from tests.faults.storms.oracle import Posted, wrongs

LETTER = Posted("<1@carepost.test>", "clinic@northside.example", "a1", "accepted", shown=False)
TAKEN = Taken(1, LETTER.message_id, "a1", 100, "", (LETTER.recipient, "copy@carepost.test"), "", "", "")


@pytest.mark.parametrize(
    ("letter", "taken", "wrong"),
    [
        (LETTER, [TAKEN, TAKEN], "duplicated"),
        (replace(LETTER, state="uncertain", shown=True), [TAKEN, TAKEN], "duplicated"),
        (LETTER, [], "lost"),
        (LETTER, [replace(TAKEN, rcpts=("copy@carepost.test",))], "lost"),
        (LETTER, [replace(TAKEN, sha256="b2")], "changed"),
        (replace(LETTER, state="queued"), [], "stuck"),
        (replace(LETTER, state="dot_pending"), [TAKEN], "stuck"),
        (replace(LETTER, state="uncertain"), [TAKEN], "not shown"),
        (replace(LETTER, shown=True), [TAKEN], "is shown"),
        (LETTER, [TAKEN, replace(TAKEN, message_id="<2@carepost.test>")], "nobody wrote it"),
    ],
)
def test_each_wrong_is_seen(letter: Posted, taken: list[Taken], wrong: str) -> None:
    assert any(wrong in found for found in wrongs([letter], taken))


@pytest.mark.parametrize(
    ("letter", "taken"),
    [
        (LETTER, [TAKEN]),
        (replace(LETTER, state="uncertain", shown=True), [TAKEN]),
        (replace(LETTER, state="uncertain", shown=True), []),
    ],
)
def test_what_was_sent_once_or_is_asked_about_is_right(letter: Posted, taken: list[Taken]) -> None:
    assert wrongs([letter], taken) == []
