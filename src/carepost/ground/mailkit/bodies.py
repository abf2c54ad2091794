"""The body of a message to send: its text, and behind it its files."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from carepost.ground.kernel import Refused
from carepost.ground.mailkit import filenames
from carepost.ground.mailkit.encoding import base64_lines, body_lines, check_header, encode_body, parameter

_TYPE = re.compile(
    r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,80}(?:; ?charset=[a-z0-9_-]{1,40})?", re.IGNORECASE
)
_OCTETS = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """A file to send along; its bytes arrive as they are."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


def body(text: str, files: tuple[OutgoingFile, ...], message_id: str) -> bytes:
    """The rest of a message from its first Content- header on."""
    own = _text_part(text)
    if not files:
        return own
    parts = [own, *map(_file_part, files)]
    boundary = _boundary(parts, message_id)
    divided = b"".join(b"--" + boundary + b"\r\n" + part for part in parts)
    return _multipart(boundary) + divided + b"--" + boundary + b"--\r\n"


def _multipart(boundary: bytes) -> bytes:
    return b'Content-Type: multipart/mixed;\r\n boundary="' + boundary + b'"\r\n\r\n'


def _text_part(text: str) -> bytes:
    encoding, octets = encode_body(body_lines(text))
    return _part(["Content-Type: text/plain; charset=utf-8"], encoding, octets)


def _file_part(file: OutgoingFile) -> bytes:
    name = filenames.clean(check_header(file.name)) or "attachment"
    disposition = ";\r\n ".join(["Content-Disposition: attachment", *parameter("filename", name)])
    return _part([f"Content-Type: {_type(file)}", disposition], "base64", base64_lines(file.data))


def _type(file: OutgoingFile) -> str:
    if not _TYPE.fullmatch(file.content_type):
        raise Refused("One of the files has a type that is not well-formed. Attach it again.")
    # RFC 2046 forbids base64 for message/* and multipart/*, and only base64 keeps a file's bytes.
    composite = file.content_type.lower().startswith(("message/", "multipart/"))
    return _OCTETS if composite else file.content_type


def _part(headers: list[str], encoding: str, octets: bytes) -> bytes:
    lines = "".join(f"{line}\r\n" for line in [*headers, f"Content-Transfer-Encoding: {encoding}"])
    return lines.encode("ascii") + b"\r\n" + octets


def _boundary(parts: list[bytes], message_id: str) -> bytes:
    for attempt in range(1000):
        digest = hashlib.sha256(f"{attempt} {message_id}".encode("utf-8", "replace")).hexdigest()[:40]
        # "=_" cannot stand in base64 or quoted-printable; plain text is looked through all the same.
        boundary = f"=_{digest}".encode("ascii")
        if not any(boundary in part for part in parts):
            return boundary
    raise Refused("The parts of this message cannot be told apart, so it was not sent.")
