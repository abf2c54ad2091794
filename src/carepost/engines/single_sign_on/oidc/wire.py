"""Asking a provider over HTTP: verified TLS, no redirects, short patience, small answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from carepost.engines.single_sign_on.port import Down

PATIENCE = (5, 10)
"""seconds to connect, and between two pieces of an answer"""
LARGEST = 1_000_000
"""octets: keys and claims are a few thousand"""
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Answer:
    """`kind` is the Content-Type, `at` the server's Date in seconds since 1970, 0 where it has none."""

    body: bytes = field(repr=False)
    kind: str
    at: float

    def json(self) -> dict[str, Any]:
        """Any: whatever JSON holds. Raises Down."""
        try:
            found = json.loads(self.body)
        except ValueError as error:
            raise Down("What it answered cannot be read.") from error
        if not isinstance(found, dict):
            raise Down("What it answered cannot be read.")
        return found


def get(url: str, *, ca_file: Path | None, bearer: str = "") -> Answer:
    """An answer of 200, read whole. Raises Down."""
    check_safe(url)
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    try:
        with requests.get(
            url, headers=headers, timeout=PATIENCE, allow_redirects=False, verify=trust(ca_file), stream=True
        ) as answer:
            body = _whole(answer)
    except requests.RequestException as error:
        raise Down(f"It could not be reached ({type(error).__name__}).") from error
    if answer.status_code != HTTPStatus.OK:
        raise Down(f"It answered {answer.status_code} where its documents should be.")
    return Answer(body, answer.headers.get("Content-Type", ""), _moment(answer.headers.get("Date", "")))


def _whole(answer: requests.Response) -> bytes:
    body = bytearray()
    for piece in answer.iter_content(65536):
        body += piece
        if len(body) > LARGEST:
            raise Down("What it answered is too long.")
    return bytes(body)


def trust(ca_file: Path | None) -> str | bool:
    return str(ca_file) if ca_file else True


def check_safe(url: object) -> None:
    """TLS, or this machine. Raises Down."""
    parts = urlsplit(url if isinstance(url, str) else "")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise Down("An address of the provider's is missing or not https.")


def _moment(date: str) -> float:
    try:
        return parsedate_to_datetime(date).timestamp()
    except ValueError:
        return 0.0
