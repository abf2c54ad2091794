"""Text in the character set and the encoding that were meant, whatever their names are written like."""

from __future__ import annotations

import pytest

from tests.unit.mailkit.mails import incoming, multipart


@pytest.mark.parametrize(
    ("charset", "octets", "shown"),
    [
        (
            b"utf-8",
            "Take 5 \u00b5g, not \u00bd.\n".encode() + b"Priv\xe9 \x93x\x94",
            "Take 5 \u00b5g, not \u00bd.\nPriv\u00e9 \u201cx\u201d",
        ),
        (b"utf-8", "Take 5 \u00b5g".encode() + b"\xc2", "Take 5 \u00b5g\u00c2"),
        (b"utf-8", "5 \u00b5g \u00a33 ".encode("latin-1") * 1_000, "5 \u00b5g \u00a33 " * 1_000),
        (b"shift_jis", "\u2460 5 mg".encode("cp932"), "\u2460 5 mg"),
        (b"shift_jis", "\u85ac".encode("cp932") + b"\x81\x20", "\u85ac\ufffd "),
        (b"iso-2022-jp", b"\x1b$B-!Lt\x1b(B", "\ufffd\u85ac"),
        (b"ks_c_5601-1987", "\ub620".encode("cp949"), "\ub620"),
        (b"iso-8859-9", b"\x93\xfe\x94", "\u201c\u015f\u201d"),
        (b"x-sjis", "\u85ac".encode("cp932"), "\u85ac"),
        (b"Windows1251", "\u041f".encode("cp1251"), "\u041f"),
        (b"koi8-r (Cyrillic)", "\u041f".encode("koi8-r"), "\u041f"),
        (b"utf-16", "5 \u00b5g\n".encode("utf-16-be"), "5 \u00b5g\n"),
        (b"utf-16", "5 \u00b5g\n".encode("utf-16-le"), "5 \u00b5g\n"),
        (b"utf-16", b"Take 5 mg", "Take 5 mg"),
    ],
)
def test_a_text_is_read_in_the_character_set_that_was_meant(
    reader, charset: bytes, octets: bytes, shown: str
) -> None:
    mail = reader.parse(incoming(octets, b"Content-Type: text/plain; charset=" + charset))
    assert mail.text == shown


def test_a_page_may_name_its_own_character_set(reader) -> None:
    page = "<head><meta http-equiv=x content='text/html; charset=koi8-r'></head><p>\u041f".encode("koi8-r")
    assert reader.parse(incoming(page, b"Content-Type: text/html")).text == "\u041f"
    # Where the heading names one, the page has nothing to say; nor may it name one that hides tags.
    assert reader.parse(incoming(page, b"Content-Type: text/html; charset=iso-8859-1")).text == "\u00f0"
    assert reader.parse(incoming(b"<meta charset=utf-7>+AEE-", b"Content-Type: text/html")).text == "+AEE-"


@pytest.mark.parametrize(
    "written", [b"base64 (of words)", b"(so) Base64", b'"base64"', b"base64;", b" base64\t"]
)
def test_whatever_stands_around_the_name_of_an_encoding_it_is_undone(reader, written: bytes) -> None:
    assert reader.parse(incoming(b"WWVzLg==", b"Content-Transfer-Encoding: " + written)).text == "Yes."


@pytest.mark.parametrize("written", [b"boundary=cut (here)", b"(see) boundary=cut", b'boundary="cut" (here)'])
def test_comments_hide_no_part(reader, written: bytes) -> None:
    raw = multipart(b"Content-Type: text/plain (words)\r\n\r\nYes.").replace(b"boundary=cut", written)
    assert reader.parse(raw).text == "Yes."
