"""Which ways of single sign-on the page of signing in offers."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from carepost.doors.web.presenters.parts import Link
from carepost.engines.single_sign_on.picked import providers


def ways(request: HttpRequest) -> tuple[Link, ...]:
    """With where they wanted to go."""
    wanted = request.GET.get("next", "")
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return tuple(
        Link(label=one.label, url=f"{reverse('sign-on', args=[one.name])}{query}")
        for one in providers().values()
    )
