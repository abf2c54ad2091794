"""The line of an entry: one form only, and nothing personal in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.ledger import line as lines
from carepost.domain.ledger.events import Event
from carepost.ground.kernel import Actor
from tests.unit.ledger.verifier import carepost_verify

FEW = settings(deadline=None, max_examples=30)
PRACTICE, ENTRY, OTHER = (UUID(int=number) for number in (1, 2, 3))
AT = datetime(2026, 11, 22, 4, 30, 0, 5, tzinfo=UTC)
ABOUT = st.dictionaries(st.from_regex(lines.NAME, fullmatch=True), st.uuids().map(str), max_size=5)


def written(event: str = "message.sent", detail: str | None = None, **about: str) -> str:
    actor = Actor(
        practice_id=PRACTICE, kind="member", id=str(OTHER), name="Sam Okafor", role=None, person_id=None
    )
    return lines.write(entry_id=ENTRY, at=AT, event=event, actor=actor, about=about, detail=detail)


def test_line_has_its_names_in_order_and_no_spaces():
    assert written(message=str(OTHER), conversation=str(ENTRY)) == (
        f'{{"about":{{"conversation":"{ENTRY}","message":"{OTHER}"}},"actor":{{"id":"{OTHER}","kind":"member"}},'
        f'"at":"2026-11-22T04:30:00.000005Z","detail":null,"event":"message.sent","id":"{ENTRY}",'
        f'"practice":"{PRACTICE}","v":1}}'
    )


def test_name_of_the_person_is_not_in_the_line():
    assert "Okafor" not in written()


@FEW
@given(ABOUT, st.sampled_from(Event), st.none() | st.binary(min_size=32, max_size=32).map(bytes.hex))
def test_every_line_is_canonical_and_the_verifier_agrees(about, event, detail):
    line = written(event.value, detail, **about)

    assert lines.canonical(json.loads(line)) == line
    assert found_in(line, written()) == ["Line 2 has an id that an earlier line already has."]


def found_in(*several: str) -> list[str]:
    findings = carepost_verify.Findings()
    carepost_verify.Lines(str(PRACTICE), findings).check(1, [line.encode() for line in several])
    return [finding["says"] for finding in findings.all]


@FEW
@given(st.data())
def test_line_is_not_taken_for_canonical_because_it_looks_like_one_that_is(data):
    """However a line is changed, the quick look at its shape says what reading it as JSON says."""
    good = written(conversation=str(OTHER), message=str(ENTRY))
    at = data.draw(st.integers(0, len(good) - 1))
    changed = (
        good[:at]
        + data.draw(st.sampled_from(['"', "\\", " ", "{", "}", ",", ":", "a", "0", "\x7f"]))
        + good[at + 1 :]
    )

    learned_before = found_in(good.replace(str(ENTRY), str(PRACTICE)), changed)
    read_as_json = found_in(changed)

    assert [says.split(" ", 2)[2] for says in learned_before] == [
        says.split(" ", 2)[2] for says in read_as_json
    ]


@pytest.mark.parametrize("text", ["Ann Example", "ann@example.test", "9990000018", "", "0" * 81, "a\nb", "é"])
def test_what_may_be_a_name_an_address_or_an_nhs_number_does_not_get_into_a_line(text):
    with pytest.raises(ValueError, match="ids only"):
        lines.ids_of({"patient": text})


def test_subject_is_named_in_plain_lower_case():
    with pytest.raises(ValueError, match="plain lower case"):
        lines.ids_of({"Patient": ENTRY})


def test_same_detail_under_another_salt_has_another_hash():
    detail = {"to": "ann@hospital.test"}

    assert lines.detail_hash(b"1" * 16, detail) != lines.detail_hash(b"2" * 16, detail)


def test_every_event_has_words_that_go_on_from_a_name():
    assert all(event.label and event.label[0].islower() and not event.label.endswith(".") for event in Event)
