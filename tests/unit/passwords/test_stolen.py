"""Passwords known to be stolen, looked up in a file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from carepost.engines.passwords.breached import how_many, is_known, write
from carepost.ground.kernel import Refused


def hashed(*passwords: str) -> list[str]:
    return sorted(f"{hashlib.sha1(one.encode()).hexdigest().upper()}:7\r\n" for one in passwords)


def test_each_on_the_list_is_known_and_nothing_else(tmp_path: Path) -> None:
    stolen, file = [f"made up words {number}" for number in range(500)], tmp_path / "there" / "stolen.bin"

    assert write(hashed(*stolen), file) == 500

    assert all(is_known(one, file) for one in stolen)
    assert not any(is_known(f"other words {number}", file) for number in range(500))


def test_hashes_without_a_count_and_empty_lines_do_as_well(tmp_path: Path) -> None:
    file = tmp_path / "stolen.bin"

    write([*(line.partition(":")[0].lower() for line in hashed("one", "two", "two")), "\n"], file)

    assert is_known("two", file)
    assert how_many(file) == 2


def test_without_a_list_nothing_is_known(tmp_path: Path) -> None:
    assert not is_known("password", tmp_path / "stolen.bin")
    assert how_many(tmp_path / "stolen.bin") == 0


@pytest.mark.parametrize("line", ["password\n", "12:3\n", "x" * 40])
def test_what_is_no_such_list_is_refused_and_the_one_in_force_stays(tmp_path: Path, line: str) -> None:
    file = tmp_path / "stolen.bin"
    write(hashed("one"), file)

    with pytest.raises(Refused, match="Line 1"):
        write([line], file)

    assert is_known("one", file)


def test_a_list_out_of_order_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="ordered by hash"):
        write(reversed(hashed("one", "two")), tmp_path / "stolen.bin")
