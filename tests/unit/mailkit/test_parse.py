from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.ground.mailkit.mailbox import Mailbox
from tests.unit.mailkit.mails import TEXT, incoming, multipart

CLINIC = Mailbox("Heart Clinic", "clinic@hospital.example")


def test_a_plain_answer_is_read(reader) -> None:
    mail = reader.parse(
        incoming(
            b"Tuesday.\r\n",
            b"Date: Mon, 02 Mar 2026 09:30:00 +0100",
            b"Message-ID: <m@hospital.example>",
            b"In-Reply-To: <abc@practice.test>",
            b"References: <first@x.test>\r\n <abc@practice.test> (comment)",
            b"Auto-Submitted: Auto-Replied; owner=x",
            b"Delivered-To: one@practice.test",
            b"Delivered-To: two@practice.test",
        )
    )
    assert (mail.from_, mail.from_lines) == ((CLINIC,), 1)
    assert (mail.subject, mail.text, mail.html) == ("Answer", "Tuesday.\n", None)
    assert mail.date == "2026-03-02T09:30:00+01:00"
    assert mail.message_id == "<m@hospital.example>"
    assert mail.in_reply_to == ("<abc@practice.test>",)
    assert mail.references == ("<first@x.test>", "<abc@practice.test>")
    assert mail.auto_submitted == "auto-replied"
    assert mail.headers["delivered-to"] == ("one@practice.test", "two@practice.test")
    assert mail.header("Delivered-To") == "one@practice.test"
    assert mail.defects == ()


@pytest.mark.hazard("HZ-03")
def test_a_second_from_line_is_never_overlooked(reader) -> None:
    mail = reader.parse(incoming(b"", b"From: mallory@evil.test"))
    assert mail.from_lines == 2
    assert [box.address for box in mail.from_] == ["clinic@hospital.example", "mallory@evil.test"]
    assert any("2 From lines" in defect for defect in mail.defects)


@pytest.mark.hazard("HZ-03")
def test_a_from_line_hidden_behind_a_lone_carriage_return_is_found(reader) -> None:
    mail = reader.parse(incoming(b"", b"X: y\rFrom: mallory@evil.test"))
    assert mail.from_lines == 2
    assert any("lone carriage returns" in defect for defect in mail.defects)


def test_mail_from_nobody_says_so(reader) -> None:
    mail = reader.parse(b"Subject: hello\r\n\r\nwords")
    assert (mail.from_, mail.from_lines, mail.text) == ((), 0, "words")
    assert any("no From line" in defect for defect in mail.defects)


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n", b"\n\n\n", b"no heading at all", b"\xff\xfe\x00", b":", b"From "]
)
def test_scraps_are_read_for_what_they_are(reader, raw: bytes) -> None:
    assert reader.parse(raw).from_lines == 0


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=500))
def test_no_bytes_at_all_bring_the_reader_down(reader, noise: bytes) -> None:
    assert reader.parse(noise) == reader.parse(noise)
    assert (
        reader.parse(
            incoming(noise, b'Content-Type: multipart/mixed; boundary="' + noise[:20] + b'"')
        ).from_lines
        <= 2
    )


tricky = st.sampled_from(
    [
        *(
            b"\r\n",
            b"\n",
            b"\r",
            b" ",
            b'"',
            b"(",
            b")",
            b"<",
            b">",
            b",",
            b";",
            b":",
            b"\\",
            b"=",
            b"%",
            b"*",
            b"\x00",
        ),
        *(b"=?utf-8?q?=41?=", b"=?x?b?", b"?=", b"\xe9", b"a@b", b"filename*0*=", b"name=", b"--cut"),
        *(b"From: a@b.test", b"Content-Type: multipart/mixed; boundary=cut"),
        *(b"Content-Transfer-Encoding: base64", b"charset=utf-7"),
    ]
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.lists(tricky, max_size=60))
def test_no_arrangement_of_the_signs_of_mail_brings_the_reader_down(reader, pieces: list[bytes]) -> None:
    read = reader.parse(
        incoming(b"".join(pieces), b"Cc: " + b"".join(pieces), b"Subject: " + b"".join(pieces))
    )
    assert "\r" not in read.subject


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (b"=?utf-8?Q?caf=C3=A9?=", "caf\u00e9"),
        (b"=?utf-8?B?Y2Fmw6k=?=", "caf\u00e9"),
        (b"=?utf-8*en?q?caf=C3?= =?utf-8?q?=A9?= bar", "caf\u00e9 bar"),
        (b"=?iso-8859-1?Q?=93caf=E9=94?=", "\u201ccaf\u00e9\u201d"),
        (b"=?x-nobody?Q?caf=C3=A9?=", "caf\u00e9"),
        (b"caf\xc3\xa9", "caf\u00e9"),
        (b"caf\xe9", "caf\u00e9"),
        (b"=?utf-8?q?one=0D=0ABcc:_x?=", "one  Bcc: x"),
        (b"folded\r\n here", "folded here"),
        (b"=?utf-8?b?%%%?=", ""),
    ],
)
def test_a_subject_is_read_in_whatever_way_it_was_written(reader, value: bytes, shown: str) -> None:
    assert reader.parse(b"Subject: " + value + b"\r\n\r\n").subject == shown


@pytest.mark.parametrize(
    ("value", "people"),
    [
        (b"a@x.test, B <b@x.test>", [("", "a@x.test"), ("B", "b@x.test")]),
        (b'"Smith, Jo" <j@x.test>', [("Smith, Jo", "j@x.test")]),
        (b"Staff: a@x.test, b@x.test;", [("", "a@x.test"), ("", "b@x.test")]),
        (b"undisclosed-recipients:;", []),
        (b"(hello) a@x.test (A, B)", [("", "a@x.test")]),
        (b"=?utf-8?q?x=40evil.test=2C?= <a@x.test>", [("x@evil.test,", "a@x.test")]),
        (b"<a@x.test> <b@x.test>", [("", "a@x.test"), ("", "b@x.test")]),
        (b"Mary <@relay.test:m@x.test>", [("Mary", "m@x.test")]),
        (b"a@evil.test <a@x.test>", [("a@evil.test", "a@x.test")]),
    ],
)
def test_the_people_of_a_letter_are_told_apart(reader, value: bytes, people: list[tuple[str, str]]) -> None:
    mail = reader.parse(b"To: " + value + b"\r\n\r\n")
    assert [(box.name, box.address) for box in mail.to] == people


def test_an_unknown_character_set_is_read_as_well_as_can_be(reader) -> None:
    mail = reader.parse(incoming(b"caf\xe9 \x80", b"Content-Type: text/plain; charset=nobody-knows"))
    assert mail.text == "caf\u00e9 \u20ac"
    assert any("character set" in defect for defect in mail.defects)


@pytest.mark.parametrize(
    "charset", [b"zlib", b"idna", b"punycode", b"unicode_escape", b"undefined", b"\x00", b"rot13"]
)
def test_a_character_set_that_is_none_does_no_harm(reader, charset: bytes) -> None:
    assert reader.parse(incoming(b"words", b"Content-Type: text/plain; charset=" + charset)).text == "words"


def test_plain_text_is_preferred_and_html_kept(reader) -> None:
    html = b"Content-Type: text/html\r\n\r\n<p>See <b>attached</b>."
    mail = reader.parse(multipart(TEXT, html, kind=b"alternative"))
    assert (mail.text, mail.html, mail.attachments) == ("See attached.", "<p>See <b>attached</b>.", ())


def test_html_alone_becomes_readable_text(reader) -> None:
    mail = reader.parse(incoming(b"<p>One<br>two", b"Content-Type: text/html"))
    assert mail.text == "One\ntwo"


def test_a_footer_added_by_a_system_on_the_way_is_part_of_the_text(reader) -> None:
    html = b"Content-Type: text/html\r\n\r\n<p>Second"
    mail = reader.parse(multipart(TEXT, html))
    assert mail.text == "See attached.\n\nSecond"
    assert mail.html == "<pre>See attached.</pre>\n<hr>\n<p>Second"


@pytest.mark.hazard("HZ-01")
def test_a_forwarded_letter_is_an_attachment_and_not_mixed_into_ours(reader) -> None:
    inner = incoming(b"inner words", b"Message-ID: <inner@x.test>")
    mail = reader.parse(multipart(TEXT, b"Content-Type: message/rfc822\r\n\r\n" + inner))
    (attached,) = mail.attachments
    assert mail.text == "See attached."
    assert (attached.name, attached.text, attached.text_state) == ("attachment-1.eml", "inner words", "read")
    assert mail.message_id is None
    assert reader.part(multipart(TEXT, b"Content-Type: message/rfc822\r\n\r\n" + inner), 0) == inner


def test_parts_that_cannot_be_told_apart_are_shown_as_text(reader) -> None:
    mail = reader.parse(incoming(b"--cut\r\nwords", b"Content-Type: multipart/mixed"))
    assert "words" in mail.text
    assert mail.defects


def test_text_after_the_last_part_is_noted(reader) -> None:
    mail = reader.parse(multipart(TEXT) + b"hidden words")
    assert any("after its last part" in defect for defect in mail.defects)


@pytest.mark.slow
def test_text_over_the_limit_is_cut_and_says_so(reader) -> None:
    mail = reader.parse(incoming(b"word " * 300_000))
    assert len(mail.text) == 1_000_000
    assert any("first 1,000,000 characters" in defect for defect in mail.defects)


def test_control_characters_never_reach_the_database_or_the_screen(reader) -> None:
    mail = reader.parse(incoming(b"a\x00b\x1b[2J\x07c"))
    assert mail.text == "ab[2Jc"
    assert any("NUL" in defect for defect in mail.defects)


@pytest.mark.hazard("HZ-01")
def test_alternatives_that_differ_are_all_read(reader) -> None:
    plain = b"Content-Type: text/plain\r\n\r\n"
    shown, hidden = plain + b"About Jane Smith.", plain + b"About John Adeyemi."
    html = b"Content-Type: text/html\r\n\r\n<p>About %s.</p>"
    mail = reader.parse(multipart(shown, hidden, shown, html % b"Ann", html % b"Ben", kind=b"alternative"))
    assert mail.text == "About Jane Smith.\n\nAbout John Adeyemi."
    assert "Ann" in mail.html
    assert "Ben" in mail.html
    assert any("several versions" in defect for defect in mail.defects)


@pytest.mark.hazard("HZ-03")
def test_a_space_before_a_colon_ends_no_heading_and_hides_no_sender(reader) -> None:
    mail = reader.parse(
        b"Received : from a by b\r\nFrom: clinic@hospital.example\r\nSubject\t: Answer\r\nFrom : other@x.example\r\n"
        b"Content-Transfer-Encoding : base64\r\n\r\nTm90ZSA6IHllcy4="
    )
    assert (mail.subject, mail.text, mail.from_lines) == ("Answer", "Note : yes.", 2)


@pytest.mark.hazard("HZ-03")
@pytest.mark.parametrize("sign", [b"\x00", b"\x01", b"\x0b", b"\x7f", "\u2028".encode(), "\x85".encode()])
def test_a_control_character_in_an_address_does_not_vanish(reader, sign: bytes) -> None:
    mail = reader.parse(b"From: <clin" + sign + b"ic@hospital.example>\r\n\r\n")
    assert mail.from_[0].address == "clin\ufffdic@hospital.example"


def test_a_character_set_with_a_nul_in_its_name_is_no_character_set(reader) -> None:
    mail = reader.parse(incoming("caf\u00e9".encode(), b"Content-Type: text/plain; charset=utf-8\x00"))
    assert mail.text == "caf\u00e9"


@pytest.mark.parametrize(
    ("encoded", "more"),
    [
        (b"QUI=", False),
        (b"QUI=QUJ", True),
        (b"=" * 300_000, False),
        (b"QUJD", False),
        (b"QUI=" + b"\n" * 300_000 + b"A B", True),
        (b"QUI=\r\nKind regards", True),
    ],
)
def test_what_follows_the_end_of_an_encoded_part_is_told_of(reader, encoded: bytes, more: bool) -> None:
    mail = reader.parse(incoming(encoded, b"Content-Transfer-Encoding: base64"))
    assert any("follows the end" in defect for defect in mail.defects) == more


def test_what_was_encoded_piece_by_piece_is_read_to_its_end(reader) -> None:
    mail = reader.parse(incoming(b"QUI=QUJD\r\nRA==\r\n\r\nRUY=\r\n", b"Content-Transfer-Encoding: base64"))
    assert (mail.text, mail.not_all_read) == ("ABABCDEF", False)
