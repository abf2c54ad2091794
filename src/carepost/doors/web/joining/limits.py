"""How often: by caller, by address and for everybody together. Counted apart from what is done, and before it.

Kept in the cache that all processes share, so that a try counts even where the request is undone.
"""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse

from carepost.doors.web.errors import refusal


def too_many(
    request: HttpRequest, action: str, key: str = "", *, only_look: bool = False
) -> HttpResponse | None:
    """The page that asks to wait, or None. `key`: what else is counted, such as the address typed.

    `only_look` counts nothing: for what is counted when it is known to have been wrong.
    """
    if consume(request, action=action, key=key.strip().lower(), dry_run=only_look):
        return None
    return refusal(request, 429)
