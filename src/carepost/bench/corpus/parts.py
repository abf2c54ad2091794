"""Bodies and parts of made-up mail, as common mail programs write them."""

from __future__ import annotations

import base64
import html as entities
from dataclasses import dataclass


@dataclass(slots=True)
class Part:
    """A part: the lines of its own heading, and its octets."""

    heading: list[str]
    body: bytes

    @property
    def octets(self) -> bytes:
        return "".join(f"{line}\r\n" for line in self.heading).encode("utf-8") + b"\r\n" + self.body


def plain(text: str, charset: str = "utf-8") -> Part:
    return Part(
        [f"Content-Type: text/plain; charset={charset}", "Content-Transfer-Encoding: 8bit"], text.encode()
    )


def formatted(text: str) -> Part:
    paragraphs = "".join(
        f'<p class="MsoNormal" style="margin:0 0 8pt"><span style="font-family:Calibri">{entities.escape(one)}'
        "</span></p>\r\n"
        for one in text.split("\r\n\r\n")
    )
    page = (
        "<html><head><style>p.MsoNormal{font-size:11pt}</style></head><body>"
        f"{paragraphs}<table><tr><td><b>Northside</b></td><td>"
        '<a href="https://northside.example/clinic">Our clinic</a></td></tr></table></body></html>'
    )
    return Part(
        ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64"],
        in_base64(page.encode()),
    )


def attached(name: str, kind: str, data: bytes) -> Part:
    return Part(
        [
            f'Content-Type: {kind}; name="{name}"',
            f'Content-Disposition: attachment; filename="{name}"',
            "Content-Transfer-Encoding: base64",
        ],
        in_base64(data),
    )


def several(kind: str, boundary: str, parts: list[Part], *, closed: bool = True) -> Part:
    mark = boundary.encode()
    body = b"".join(b"--" + mark + b"\r\n" + part.octets + b"\r\n" for part in parts)
    return Part(
        [f'Content-Type: multipart/{kind}; boundary="{boundary}"'],
        body + (b"--" + mark + b"--\r\n" if closed else b""),
    )


def in_base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")
