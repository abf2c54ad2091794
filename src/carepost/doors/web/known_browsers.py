"""Browsers in which somebody has signed in before: guessing elsewhere does not keep that person out of them.

The cookie holds keyed hashes of addresses and an id of its own; it opens nothing. Without it an address could be
locked for its owner by anybody who goes on typing wrong passwords.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

NAME = "carepost-known"
LASTS = 90 * 24 * 3600
"""seconds"""
MOST = 12
"""people at one shared computer"""


def known_as(request: HttpRequest, email: str) -> str:
    """This browser's own id, if this person has signed in here before; else ""."""
    browser, *people = _read(request)
    return browser if _hash(email) in people else ""


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    browser, *people = _read(request)
    own = _hash(email)
    kept = [own, *(one for one in people if one != own)][:MOST]
    response.set_signed_cookie(
        NAME,
        ".".join([browser, *kept]),
        max_age=LASTS,
        secure=settings.SECURE_SITE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> list[str]:
    found = request.get_signed_cookie(NAME, default=None, max_age=LASTS)
    return str(found).split(".") if found else [secrets.token_hex(8)]


def _hash(email: str) -> str:
    return salted_hmac(NAME, email.strip().lower(), algorithm="sha256").hexdigest()[:32]
