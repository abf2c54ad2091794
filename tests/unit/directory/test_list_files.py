"""Reading published lists: by content, with every line that was left out named."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from carepost.domain.directory.list_files import read
from carepost.ground.kernel import Refused

pytestmark = pytest.mark.hazard("HZ-05")

# The head of the list as published, with the space it really has behind "Domain name".
HEAD = (
    "Organisation Name,System Type,Domain name ,Data processed outside of the UK? (Y/N),DMARC Policy "
    "(quarantine/reject) **please note,SPF (Softfail/Hardfail),All outgoing mail signed with DKIM,"
    "Uses TLS version 1.2 as a minimum (Y/N)\r\n"
)


def published(*rows: str) -> bytes:
    return (HEAD + "\r\n".join(rows)).encode()


def workbook(*rows: list[str | None]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_published_list_is_read_stripped_and_in_small_letters() -> None:
    found = read(published("Northside NHS Trust,Office 365,NorthSide.Example ,N,Reject,Hardfail,Y,Y"))
    assert [(row.line, row.domain, row.organisation) for row in found.rows] == [
        (2, "northside.example", "Northside NHS Trust")
    ]
    assert found.problems == ()


def test_generic_list_of_two_columns_is_read() -> None:
    assert read(b"domain,organisation\noakhouse.example,Oak House\n").rows[0].organisation == "Oak House"
    assert (
        read(b"\xef\xbb\xbforganisation,domain\nOak House,oakhouse.example\n").rows[0].domain
        == "oakhouse.example"
    )


def test_workbook_is_known_by_its_content() -> None:
    raw = workbook(
        ["Organisation Name", None, "Domain name "], ["Northside NHS Trust", None, " NORTHSIDE.example"]
    )
    assert [(row.line, row.domain) for row in read(raw).rows] == [(2, "northside.example")]


def test_lines_that_are_no_domains_are_reported_with_their_numbers() -> None:
    found = read(
        b"domain,organisation\n*.nhs.uk,All\nnhs.uk,Suffix\nnot a domain,X\n,Nobody\n\n"
        b"a.example,A\nA.EXAMPLE,Again\n10.0.0.1,IP\n"
    )
    assert [row.domain for row in found.rows] == ["a.example"]
    assert [problem.line for problem in found.problems] == [2, 3, 4, 5, 8, 9]
    assert "already on line 7" in found.problems[4].words


def test_domain_in_other_letters_is_kept_as_the_wire_writes_it() -> None:
    assert read("domain,organisation\nbücher.example,B\n".encode()).rows[0].domain == "xn--bcher-kva.example"


def test_stray_bytes_do_not_lose_the_list() -> None:
    assert read(b"domain,organisation\na.example,Caf\xe9 Care\n").rows[0].organisation == "Café Care"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"  \n",
        b"<!DOCTYPE html><html>",
        b"a,b\nc,d\n",
        b"PK\x03\x04junk",
        b"\x00\x01\x02",
        b"%PDF-1.7\n\x00",
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(raw: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        read(raw)
    assert refusal.value.reason.endswith(".")


@given(st.binary(max_size=300))
def test_no_file_brings_the_reader_down(raw: bytes) -> None:
    for file in (raw, b"PK\x03\x04" + raw, b"domain,organisation\n" + raw):
        with suppress(Refused):
            found = read(file)
            assert all(row.domain for row in found.rows), "what was read as a row has a domain"
