"""Off to a provider, and what is said when that cannot be."""

from __future__ import annotations

from dataclasses import replace

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from carepost.doors.web.errors import refusal
from carepost.doors.web.sign_on import pages
from carepost.doors.web.sign_on.journeys import Journey, set_off
from carepost.engines.single_sign_on.picked import providers
from carepost.engines.single_sign_on.port import Down, Provider, Unbelieved

log = structlog.get_logger(__name__)


def called(provider: str) -> Provider:
    found = providers().get(provider)
    if found is None:
        raise Http404
    return found


def depart(request: HttpRequest, provider: Provider, *, next: str = "/", person: str = "") -> HttpResponse:
    """`person`: whose account it is to be linked to; empty for signing in."""
    try:
        url, attempt = provider.begin()
    except Down as trouble:
        return explain(request, provider.name, trouble)
    set_off(request, Journey(provider.name, attempt, next, person))
    return redirect(url)


def explain(request: HttpRequest, provider: str, trouble: Down | Unbelieved) -> HttpResponse:
    if isinstance(trouble, Down):
        log.warning("sign_on.down", part=provider)
        return refusal(request, 503, replace(pages.DOWN, reference=trouble.fault))
    log.warning("sign_on.unbelieved", part=provider)
    return refusal(request, 403, replace(pages.UNBELIEVED, reference=trouble.fault))
