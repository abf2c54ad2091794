from __future__ import annotations

import hashlib
import io

import pypdf
import pytest
from openpyxl import Workbook

from carepost.ground.mailkit import filenames
from tests.unit.mailkit.mails import TEXT, attachment, docx, multipart, odt, pdf, zipped

PNG = b"\x89PNG\r\n\x1a\n"


def read(reader, *parts: bytes):
    return reader.parse(multipart(TEXT, *parts)).attachments


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf("secret")))
    writer.encrypt("a password", algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def xlsx() -> bytes:
    book = Workbook()
    book.active.append(["Potassium", 4.1])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "content_type", "words"),
    [
        (pdf("Potassium 4.1"), "application/pdf", "Potassium 4.1"),
        (pdf("Potassium 4.1"), "application/octet-stream", "Potassium 4.1"),
        (docx("Potassium", "4.1"), "application/msword", "Potassium\n4.1"),
        (odt("Potassium", "4.1"), "application/vnd.oasis.opendocument.text", "Potassium\n4.1"),
        (xlsx(), "application/vnd.ms-excel", "Potassium\t4.1"),
        ("Kalium\u00e9".encode("utf-16"), "text/csv", "Kalium\u00e9"),
        (b"Kalium\xe9", "text/plain", "Kalium\u00e9"),
        (b"<p>Potassium<script>x</script>", "text/html", "Potassium"),
        (b"Status: 5.1.1", "message/delivery-status", "Status: 5.1.1"),
    ],
)
def test_the_words_of_a_file_can_be_searched(reader, data: bytes, content_type: str, words: str) -> None:
    (found,) = read(reader, attachment(data, content_type))
    assert (found.text, found.text_state) == (words, "read")
    assert (found.size, found.sha256) == (len(data), hashlib.sha256(data).hexdigest())


BOMB = (
    b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="w">&b;</w:document>'
)


@pytest.mark.parametrize(
    "data",
    [
        locked_pdf(),
        b"%PDF-1.7 and then nothing",
        pdf(" "),
        b"PK\x03\x04 torn",
        zipped({"notes.txt": b"words"}),
        zipped({"word/document.xml": BOMB}),
        zipped({"word/document.xml": b"<open>"}),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word",
    ],
)
def test_a_file_nobody_looked_into_is_not_called_empty(reader, data: bytes) -> None:
    (found,) = read(reader, attachment(data, "application/octet-stream"))
    assert (found.text, found.text_state) == (None, "unreadable")


def test_a_picture_has_no_words(reader) -> None:
    (found,) = read(reader, attachment(PNG, "image/png"))
    assert (found.text, found.text_state) == (None, "none")


def test_attachments_keep_their_number(reader) -> None:
    parts = [attachment(str(number).encode(), "application/x-test") for number in range(5)]
    nested = b"Content-Type: multipart/mixed; boundary=in\r\n\r\n--in\r\n" + parts[3] + b"\r\n--in--"
    raw = multipart(parts[0], TEXT, parts[1], nested, parts[4])
    assert [each.index for each in reader.parse(raw).attachments] == [0, 1, 2, 3]
    assert [reader.part(raw, index) for index in range(4)] == [b"0", b"1", b"3", b"4"]


def test_outlooks_own_wrapping_is_left_as_a_file(reader) -> None:
    (found,) = read(reader, attachment(b"\x78\x9f\x3e\x22", "application/ms-tnef", "winmail.dat"))
    assert (found.name, found.text_state) == ("winmail.dat", "unreadable")


def test_a_picture_in_a_signature_is_told_from_an_attached_one(reader) -> None:
    shown = b"Content-Type: image/png\r\nContent-ID: <logo>\r\n\r\n" + PNG
    assert [each.inline for each in read(reader, shown, attachment(PNG, "image/png"))] == [True, False]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('filename="letter.pdf"', "letter.pdf"),
        ("filename=letter.pdf", "letter.pdf"),
        ("filename*=utf-8''r%C3%A9sum%C3%A9.pdf", "r\u00e9sum\u00e9.pdf"),
        ("filename*1=ter.pdf; filename*0*=utf-8''l%C3%A9t", "l\u00e9tter.pdf"),
        ("filename*=nobody''caf%E9.pdf", "caf\u00e9.pdf"),
        ('filename="=?utf-8?q?caf=C3=A9.pdf?="', "caf\u00e9.pdf"),
        ("filename=\"one.pdf\"; filename*=utf-8''two.exe", "two.exe"),
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="C:/letters/a.pdf"', "a.pdf"),
        ("filename*=utf-8''%E2%80%AEfdp.exe", "fdp.exe"),
        ("filename*=utf-8''a%00%0D%0Ab.pdf", "a b.pdf"),
        ("filename*0*=" + "; filename*99999999=x" * 3, "attachment-1"),
    ],
)
def test_a_file_has_the_name_it_will_be_saved_under(reader, disposition: str, name: str) -> None:
    part = f"Content-Type: application/x-test\r\nContent-Disposition: attachment; {disposition}\r\n\r\nx"
    (found,) = read(reader, part.encode())
    assert found.name == name


def test_a_deceiving_name_is_noted(reader) -> None:
    part = attachment(b"x", "application/x-test", "a\u202efdp.exe")
    mail = reader.parse(multipart(TEXT, part))
    assert any("name of an attachment was cleaned" in defect for defect in mail.defects)


def test_a_long_name_keeps_its_ending() -> None:
    assert filenames.clean("x" * 500 + ".pdf") == "x" * 146 + ".pdf"
    assert len(filenames.clean("x" * 500)) == 150
    assert filenames.clean(" .. ") == ""


def test_a_long_file_is_searched_only_at_its_start(reader) -> None:
    (found,) = read(reader, attachment(b"word " * 100_000, "text/plain"))
    assert len(found.text) == 200_000
