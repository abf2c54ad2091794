"""Attachments that do not shrink: a typed letter with a scan in it as a real PDF, and a photograph."""

from __future__ import annotations

import random
import zlib

from carepost.bench.corpus import words

_HEAD = b"%PDF-1.7\n"


def pdf(draw: random.Random, size: int, title: str) -> bytes:
    """One page of words and `size` octets of picture; every reader opens it."""
    lines = [title, *(words.paragraph(draw, 11) for _ in range(24))]
    shown = b"\n".join(b"(%s) Tj 0 -16 Td" % line.encode("ascii", "replace") for line in lines)
    page = zlib.compress(b"BT /F1 11 Tf 60 780 Td\n" + shown + b"\nET")
    picture = draw.randbytes(size)
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> /XObject << /I1 6 0 R >> >> >>",
            _stream(b"/Filter /FlateDecode", page),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            _stream(
                b"/Type /XObject /Subtype /Image /Width 600 /Height 800 /ColorSpace /DeviceGray"
                b" /BitsPerComponent 8 /Filter /DCTDecode",
                picture,
            ),
        ]
    )


def photograph(draw: random.Random, size: int) -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + draw.randbytes(size) + b"\xff\xd9"


def _stream(said: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (said, len(data), data)


def _file(objects: list[bytes]) -> bytes:
    written, places = bytearray(_HEAD), []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(written + b"startxref\n%d\n%%%%EOF\n" % table)
