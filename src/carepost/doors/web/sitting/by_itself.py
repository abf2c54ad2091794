"""What pages ask by themselves: no sign of anybody, and nothing ends with its answer, for nobody reads it."""

from __future__ import annotations

from django.http import HttpRequest

NAMES = {"live"}


def by_itself(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name in NAMES
