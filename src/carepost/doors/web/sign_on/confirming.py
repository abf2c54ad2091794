"""Somebody in comes back from a provider: whose sign-in it is there is shown, and linked only when they say so."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from carepost.engines.single_sign_on.port import Identity, Provider

PENDING = "sign-on-pending"
LASTS = 300
"""seconds"""


@dataclass(frozen=True, slots=True)
class Pending:
    provider: str
    issuer: str
    subject: str = field(repr=False)
    name: str = field(repr=False)
    email: str = field(repr=False)
    at: float


def ask_whether(request: HttpRequest, provider: Provider, identity: Identity) -> HttpResponse:
    came = Pending(
        provider.name, identity.issuer, identity.subject, identity.name, identity.email, time.time()
    )
    request.session[PENDING] = asdict(came)
    return redirect("own-sign-on-confirm")


def pending(request: HttpRequest) -> Pending | None:
    kept = request.session.get(PENDING)
    return Pending(**kept) if kept and time.time() - kept["at"] < LASTS else None


def forget(request: HttpRequest) -> None:
    request.session.pop(PENDING, None)
