"""The search for names in logs finds them however they stand there."""

from __future__ import annotations

import json
from datetime import date
from urllib.parse import quote_plus

import pytest

from tests.named import forms, named

NUMBER, FILE, WORDS = (
    "9990000018",
    "Letter of Siân.pdf",
    "Please arrange a 24-hour tape, and let me see the result.",
)


def look(text: str, *values: object) -> bool:
    return bool(named(text, {form for value in values for form in forms(value)}))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"event": "sent", "subject": "Biopsy of Jane Smith"}', "Smith"),
        ("patient SMITH, Jane opened", "Smith"),
        ("number 9990000018.", NUMBER),
        ("number 999 000 0018", NUMBER),
        ("number 999-000-0018", NUMBER),
        ("telephone 01632 960201", "01632960201"),
        ("telephone 01632960201", "01632 960201"),
        ("to <P.Shah@Northside.example>", "p.shah@northside.example"),
        ("rcpt=p.shah%40northside.example&x", "p.shah@northside.example"),
        ("GET /compose?words=" + quote_plus("O'Rourke Liam"), "O'Rourke"),
        (json.dumps({"file": FILE}), FILE),
        (json.dumps({"text": f"Thank you.\n{WORDS}\n"}), WORDS),
        ("Key (born)=(1985-05-03) already exists", date(1985, 5, 3)),
        ("born 03/05/1985", date(1985, 5, 3)),
        ("born 3 May 1985", date(1985, 5, 3)),
        ("['Jane', 'Smith']", ["Smith", "jane@northside.example"]),
        ("it says: " + " ".join(f"word{n}" for n in range(30, 60)), " ".join(f"word{n}" for n in range(80))),
    ],
)
def test_what_is_personal_is_found(text: str, value: object) -> None:
    assert look(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"event": "web.answered", "view": "smithy"}', "Smith"),
        ("2026-11-22T08:13:29 took 18 of 9990000019", NUMBER),
        ("Carepost", "Carepost"),
        ("arrange tape", WORDS),
        ("2026-05-03", date(1985, 5, 3)),
        ("", ""),
    ],
)
def test_what_is_not_is_left_alone(text: str, value: object) -> None:
    assert not look(text, value)
