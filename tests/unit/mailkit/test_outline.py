"""What can still be said of a message that could not be taken apart."""

from __future__ import annotations

import base64

import pytest

from carepost.ground.mailkit.child import ParserChild, Unreadable
from carepost.ground.mailkit.outline import ONLY_IN_PART, TEXT, outline
from tests.unit.mailkit.mails import incoming


def test_what_is_nested_too_deeply_still_says_who_wrote_and_about_what(reader: ParserChild) -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(60)
    )
    raw = b"From: Heart Clinic <clinic@hospital.example>\r\nSubject: =?utf-8?q?R=C3=A9sum=C3=A9?=\r\n"
    raw += b"Message-ID: <a@hospital.example>\r\n" + deep + b"\r\nHis potassium is 6.9.\r\n"
    with pytest.raises(Unreadable, match="nested too deeply"):
        reader.parse(raw)

    mail = reader.outline(raw)

    assert [str(box) for box in mail.from_] == ["Heart Clinic <clinic@hospital.example>"]
    assert (mail.subject, mail.message_id) == ("Résumé", "<a@hospital.example>")
    assert mail.text.startswith(ONLY_IN_PART)
    assert "His potassium is 6.9." in mail.text
    assert mail.defects[0] == ONLY_IN_PART
    assert mail.attachments == ()


def test_a_folded_heading_is_read_as_one_line() -> None:
    assert outline(b"Subject: one\r\n two\n\tthree\r\n\r\n").subject == "one two three"


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
def test_lines_may_end_in_any_way(end: bytes) -> None:
    mail = outline(end.join([b"From: a@b.example", b"Subject: s", b"", b"words", b""]))
    assert (mail.subject, mail.text) == ("s", f"{ONLY_IN_PART}\n\nwords")


def test_every_from_line_is_counted() -> None:
    assert outline(b"From: a@x.example\r\nFrom: b@y.example\r\n\r\n").from_lines == 2


def test_a_heading_without_an_end_is_read_as_far_as_it_goes() -> None:
    raw = b"Subject: s\r\n" + b"X: y\r\n" * 200_000
    assert outline(raw).subject == "s"


@pytest.mark.parametrize("encoding", [b"base64", b"quoted-printable", b"8bit"])
def test_the_words_are_decoded(encoding: bytes) -> None:
    words = {b"base64": base64.b64encode("né".encode()), b"quoted-printable": b"n=C3=A9"}
    raw = incoming(words.get(encoding, "né".encode()), b"Content-Transfer-Encoding: " + encoding)
    assert outline(raw).text.endswith("né")


def test_lines_that_say_nothing_to_a_person_are_left_out() -> None:
    mail = outline(incoming(b"before\r\n" + b"QUJD" * 19 + b"\r\nafter\r\n"))
    assert mail.text.endswith("before\nafter")


def test_no_more_is_shown_than_a_person_would_look_at() -> None:
    assert len(outline(incoming(b"words and " * 100_000)).text) < TEXT + 100


def test_a_reader_that_cannot_be_had_in_time_says_so() -> None:
    with ParserChild(timeout=0.0) as child, pytest.raises(Unreadable, match="takes too long"):
        child.outline(b"From: a@b.example\r\n\r\n")
