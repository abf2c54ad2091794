"""The master key, in its file and on paper."""

from __future__ import annotations

import re
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.ground.kernel import Conflict, Refused, Unavailable
from carepost.ground.vault import master
from carepost.ground.vault.crockford import ALPHABET

LATE = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
KEY = bytes(range(32))
SHEET = master.recovery_sheet(KEY, LATE)
LINES = re.findall(r"Line \d   (.*)", SHEET)

keys = st.binary(min_size=32, max_size=32)


def typed(lines: list[str]) -> str:
    return "\n".join(lines)


@given(keys)
def test_key_comes_back_from_paper(key: bytes) -> None:
    assert master.from_recovery(master.recovery_sheet(key, LATE)) == key


@pytest.mark.parametrize(
    "text",
    [
        typed(LINES),
        typed([line.replace(" ", "") for line in LINES]),
        typed([line.replace(" ", "-").lower() for line in LINES]),
        typed([line.replace("0", "O").replace("1", "l") for line in LINES]),
        "\n\n".join(LINES) + "\n\n",
        typed([f"line {number}: {line}" for number, line in enumerate(LINES, start=1)]),
        typed(list(reversed([f"Line {number} {line}" for number, line in enumerate(LINES, start=1)]))),
        SHEET.replace("\n", "\r\n"),
    ],
)
@pytest.mark.hazard("HZ-10")
def test_lines_are_understood_however_they_are_typed(text: str) -> None:
    assert master.from_recovery(text) == KEY


@given(st.integers(0, 6), st.integers(0, 9), st.sampled_from(ALPHABET))
@pytest.mark.hazard("HZ-10")
def test_one_wrong_character_names_its_line(line: int, place: int, character: str) -> None:
    text = LINES[line].replace(" ", "")
    wrong = text[:place] + character + text[place + 1 :]

    if wrong != text:
        with pytest.raises(Refused, match=f"line {line + 1}"):
            master.from_recovery(typed([*LINES[:line], wrong, *LINES[line + 1 :]]))


@given(keys, st.integers(0, 6), st.integers(0, 6))
@pytest.mark.hazard("HZ-10")
def test_two_neighbours_swapped_name_their_line(key: bytes, line: int, place: int) -> None:
    lines = re.findall(r"Line \d   (.*)", master.recovery_sheet(key, LATE))
    text = lines[line].replace(" ", "")
    wrong = text[:place] + text[place + 1] + text[place] + text[place + 2 :]

    if wrong != text:
        with pytest.raises(Refused, match=f"line {line + 1}"):
            master.from_recovery(typed([*lines[:line], wrong, *lines[line + 1 :]]))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (LINES[:6], "Line 7 of the recovery sheet is missing"),
        ([], "Line 1 of the recovery sheet is missing"),
        ([LINES[1], LINES[0], *LINES[2:]], "it is not line 1"),
        ([*LINES, LINES[0]], "more lines"),
        ([*LINES[:2], LINES[2][:-1], *LINES[3:]], "Line 3 should have 10 letters and digits, and has 9"),
        ([*LINES[:4], LINES[4][:-1] + "U", *LINES[5:]], "Line 5 holds a sign"),
        (["é" * 10, *LINES[1:]], "Line 1 holds a sign"),
    ],
)
@pytest.mark.hazard("HZ-10")
def test_wrong_sheet_is_refused_with_what_to_look_at(lines: list[str], told: str) -> None:
    with pytest.raises(Refused, match=told):
        master.from_recovery(typed(lines))


def test_lines_of_two_sheets_are_not_a_key() -> None:
    other = re.findall(r"Line \d   (.*)", master.recovery_sheet(bytes(32), LATE))

    with pytest.raises(Refused, match="two different sheets"):
        master.from_recovery(typed([*LINES[:3], *other[3:]]))


@given(st.text(max_size=200))
def test_whatever_is_typed_is_refused_unless_it_is_the_sheet(text: str) -> None:
    with pytest.raises(Refused):
        master.from_recovery(text)


def test_sheet_says_when_and_which_and_fits_a_page() -> None:
    assert "1 July 2026" in SHEET  # half past midnight in London
    assert master.fingerprint(KEY) in SHEET
    assert max(map(len, SHEET.splitlines())) <= 80
    assert len(SHEET.splitlines()) <= 60
    assert SHEET.isascii()


def test_fingerprint_tells_keys_apart() -> None:
    assert master.fingerprint(KEY) != master.fingerprint(bytes(32))
    assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{5}", master.fingerprint(KEY))


def test_key_is_kept_where_only_its_account_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "master.key"

    master.save(path, KEY)

    assert master.load(path) == KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.hazard("HZ-10")
def test_key_in_its_file_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    master.save(path, KEY)

    with pytest.raises(Conflict, match="already"):
        master.save(path, bytes(32))

    assert master.load(path) == KEY


def test_missing_or_damaged_key_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    with pytest.raises(Unavailable, match="recovery sheet"):
        master.load(path)

    path.write_bytes(KEY[:31])
    with pytest.raises(Unavailable, match="31 bytes"):
        master.load(path)


def test_key_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="No such file"):
        master.save(tmp_path / "nowhere" / "master.key", KEY)
