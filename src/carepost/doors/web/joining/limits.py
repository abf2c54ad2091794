"""How often: by caller, by address and for everybody together. Counted apart from what is done, and before it.

Kept in the cache that all processes share, so that a try counts even where the request is undone.
"""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse

from carepost.doors.web.errors import refusal


def too_many(request: HttpRequest, action: str, key: str = "") -> HttpResponse | None:
    """The page that asks to wait, or None. `key`: what else is counted, such as the address typed."""
    if consume(request, action=action, key=key.strip().lower()):
        return None
    return refusal(request, 429)
