"""Requests and answers, and what a request must be before anything looks at it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, urlsplit

BODY_LIMIT = 40 * 1024 * 1024  # bytes

File = tuple[str, bytes]


class Problem(Exception):
    """An answer other than the one asked for: a status and a sentence for a person."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back."""

    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """What came. `headers` have lower-case names."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = field(repr=False, default=b"")

    @cached_property
    def path(self) -> str:
        """The path alone."""
        return urlsplit(self.target).path

    @cached_property
    def query(self) -> dict[str, str]:
        """The query's fields; the last of each name."""
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.target).query).items()}

    @cached_property
    def is_api(self) -> bool:
        """Whether the caller wants JSON."""
        return self.path.startswith("/api/")

    def json(self) -> dict[str, Any]:
        """The JSON object in the body. Raises Problem."""
        if not self.headers.get("content-type", "").startswith("application/json"):
            raise Problem(415, "Send this as application/json.")
        try:
            given = json.loads(self.body)
        except ValueError:
            given = None
        if not isinstance(given, dict):
            raise Problem(400, "The body is not a JSON object.")
        return given

    def form(self) -> tuple[dict[str, str], dict[str, File]]:
        """The fields and the files of a form. Raises Problem."""
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/x-www-form-urlencoded"):
            fields = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True)
            return {name: values[-1] for name, values in fields.items()}, {}
        if kind.startswith("multipart/form-data"):
            return _multipart(kind, self.body)
        raise Problem(415, "Send this as a form.")


def check_visitor(request: Request, port: int) -> None:
    """Raises Problem unless the request is for this machine and, if it changes things, from our pages.

    A name that points here without being ours (DNS rebinding), or another site's form, is turned away.
    """
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    host = request.headers.get("host", "")
    if host not in hosts:
        raise Problem(403, "This page answers only as localhost or 127.0.0.1.")
    origin = request.headers.get("origin")
    if request.method == "POST" and origin is not None and origin != f"http://{host}":
        raise Problem(403, "This did not come from a page of the outside world.")


def _multipart(kind: str, body: bytes) -> tuple[dict[str, str], dict[str, File]]:
    parsed = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode("latin-1") + body)
    if not parsed.is_multipart():
        raise Problem(400, "The form could not be read.")
    fields: dict[str, str] = {}
    files: dict[str, File] = {}
    for part in parsed.iter_parts():
        name, filename = part.get_param("name", header="content-disposition"), part.get_filename()
        data = part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(data, bytes):
            continue
        if filename:
            files[name] = (filename.replace("\\", "/").rpartition("/")[2], data)
        elif filename is None:
            fields[name] = data.decode("utf-8", "replace")
    return fields, files
