"""One request, and all that can be told from its answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests.integration.crawl.page import Address
from tests.integration.crawl.people import Viewer

# What differs from answer to answer whoever asks for whatever: numbers used once.
USED_ONCE = re.compile(
    r"""nonce-[^' ]+|nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|<script[^>]*>"""
)
# Of the asker and not of what is asked for: that they are still there, and the first deed of a minute (A7).
OF_THE_ASKER = ("identity_sitting", "sharing")
NAMED_ONCE = re.compile(r'SAVEPOINT "[^"]+"')
OF_EACH_ANSWER = {"Content-Length", "X-Request-ID"}
TOKEN = "csrftoken"


@dataclass(frozen=True, slots=True)
class Answer:
    """`work` is what the database was asked for, without the values: the same work takes the same time."""

    status: int
    headers: str
    body: str
    work: tuple[str, ...]
    seconds: float

    @property
    def shown(self) -> tuple[int, str, str]:
        return self.status, self.headers, self.body


def ask(viewer: Viewer, address: Address) -> Answer:
    """Asked as a browser would, with a token for the form that the site itself has given out."""
    viewer.stay_fresh()
    headers = {}
    if address.method not in {"GET", "HEAD", "OPTIONS"}:
        headers["X-CSRFToken"] = _token(viewer)
    work: list[str] = []

    def listen(execute: Callable[..., object], sql: str, *about: object) -> object:
        if not any(table in sql for table in OF_THE_ASKER):
            work.append(NAMED_ONCE.sub("", sql))
        return execute(sql, *about)

    with connection.execute_wrapper(listen):
        began = time.perf_counter()
        found = _send(viewer, address, headers)
        took = time.perf_counter() - began
    return Answer(found.status_code, _headers(found), _body(found), tuple(work), took)


def _send(viewer: Viewer, address: Address, headers: dict[str, str]) -> HttpResponse:
    if address.method == "POST":
        fields: dict[str, list[str]] = {}
        for name, value in address.fields:
            fields.setdefault(name, []).append(value)
        return viewer.browser.post(address.url, fields, headers=headers)  # type: ignore[return-value]
    return viewer.browser.generic(address.method, address.url, headers=headers)  # type: ignore[return-value]


def _token(viewer: Viewer) -> str:
    """As the page of signing in gives it to whoever comes."""
    if TOKEN not in viewer.browser.cookies:
        door = Client()
        door.get("/accounts/login/")
        viewer.browser.cookies[TOKEN] = door.cookies[TOKEN].value
    return viewer.browser.cookies[TOKEN].value


def _headers(found: HttpResponse) -> str:
    told = sorted((name, value) for name, value in found.items() if name not in OF_EACH_ANSWER)
    return USED_ONCE.sub("", repr(told))


def _body(found: HttpResponse) -> str:
    return USED_ONCE.sub("", found.content.decode("utf-8", "replace"))


def name_of(path: str) -> str:
    """What the urlconf calls it; empty for what it does not know."""
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""
