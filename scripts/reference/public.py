"""What is there for everybody. That it is this and no more is tried from outside by tests/integration/crawl."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from django.urls import URLPattern

from carepost.config.urls import urlpatterns
from carepost.doors.web.urls import PUBLIC
from scripts.reference.addresses import addresses_of
from scripts.reference.tables import table

# Pages of django-allauth that answer somebody who is not signed in, and why they have to.
SIGNING_IN = {
    "account_login": "Signing in: address and password; the second step follows",
    "account_inactive": "Says that an account has been closed, to whoever is sent there by signing in",
    "account_reset_password": "Asking for a new password; the answer is the same whether the address is known or not",
    "account_password_reset_completed": "Says that the password has been set",
    "account_confirm_email": "Proving an address by a link; says that the link is no good when it is not",
}

BEFORE = """\
Everything else asks for a sign-in with two steps first, and tells nobody whether it is there. The list is short on
purpose: a test walks the site signed out, asks for every address there is, and fails when one more answers, or one
less."""


def page() -> str:
    rows = [(f"`{path}`", f"`{pattern.name}`", why) for path, pattern, why in public()]
    rows.append(("`/static/`", "", "styles, scripts and pictures of the pages; nothing of anybody"))
    return "\n\n".join([BEFORE, table(["Address", "Name", "What it is for"], rows)])


def public() -> Iterator[tuple[str, URLPattern, str]]:
    """Path, pattern and reason of each address that answers whoever asks."""
    for path, pattern in addresses_of(urlpatterns):
        if pattern in PUBLIC:
            yield path, pattern, _first_line(pattern)
        elif pattern.name in SIGNING_IN:
            yield path, pattern, SIGNING_IN[pattern.name]


def names() -> set[str]:
    return {pattern.name or "" for _, pattern, _ in public()}


def _first_line(pattern: URLPattern) -> str:
    view = inspect.unwrap(pattern.callback)
    said = inspect.getdoc(view) or inspect.getdoc(inspect.getmodule(view)) or ""
    return said.partition("\n")[0].rstrip(".")
