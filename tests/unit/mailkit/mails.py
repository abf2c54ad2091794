"""Messages made for tests: plainly invented people at domains nobody has."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from carepost.ground.mailkit.compose import Mailbox, OutgoingMail

WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
GP = Mailbox("Alice Example", "alice@practice.test")
HOSPITAL = Mailbox("Heart Clinic", "clinic@hospital.example")


def outgoing(**changed: object) -> OutgoingMail:
    """A short letter from the practice to the hospital."""
    plain: dict[str, object] = {
        "from_": GP,
        "to": (HOSPITAL,),
        "subject": "Appointment",
        "message_id": "<abc@practice.test>",
        "date": WHEN,
        "text": "Could you see him sooner?\n",
    }
    return OutgoingMail(**(plain | changed))  # type: ignore[arg-type]


def incoming(body: bytes = b"Yes.\r\n", *headers: bytes) -> bytes:
    """A message from the hospital with further headers and a body."""
    usual = (b"From: Heart Clinic <clinic@hospital.example>", b"To: alice@practice.test", b"Subject: Answer")
    return b"\r\n".join((*usual, *headers)) + b"\r\n\r\n" + body


def multipart(*parts: bytes, kind: bytes = b"mixed") -> bytes:
    """A message of several parts, each given with its own heading."""
    divided = b"".join(b"--cut\r\n" + part + b"\r\n" for part in parts)
    return incoming(divided + b"--cut--\r\n", b"Content-Type: multipart/" + kind + b"; boundary=cut")


def attachment(data: bytes, content_type: str, name: str = "letter") -> bytes:
    """One attached part, its bytes sent as they are."""
    heading = f'Content-Type: {content_type}\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    return heading.encode() + b"Content-Transfer-Encoding: binary\r\n\r\n" + data


TEXT = b"Content-Type: text/plain\r\n\r\nSee attached."


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def docx(*paragraphs: str) -> bytes:
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in paragraphs)
    document = f'<w:document xmlns:w="urn:w"><w:body>{lines}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode()})


def odt(*paragraphs: str) -> bytes:
    lines = "".join(f"<t:p>{line}</t:p>" for line in paragraphs)
    content = f'<o:document-content xmlns:o="urn:o" xmlns:t="urn:t">{lines}</o:document-content>'
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def pdf(words: str, *, stream: bytes | None = None, coded: bytes = b"") -> bytes:
    """The least PDF that shows some words; or one whose page is the stream given, coded so."""
    drawn = stream if stream is not None else f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<<" + coded + b"/Length %d>>stream\n" % len(drawn) + drawn + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    size = len(objects) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size + table
    return made + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
