"""What a view with a way in is, what it is asked with, and what holds for every one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_cache_control

from carepost.domain.organisations.models import Membership
from carepost.ground.kernel import Actor

LOOKS = {"GET", "HEAD"}
Check = Callable[[Actor], None]
View = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """A request of a member, let in: `places` are all the practices where they work, `membership` the one now."""

    actor: Actor
    membership: Membership
    places: list[Membership]


class PlatformRequest(HttpRequest):
    """A request of somebody of the platform: they act for no practice."""

    actor: Actor


class Entered(Protocol):
    """A view with a way in: it names who may come."""

    permission: Check
    keeps: bool
    """What is posted there is kept when it cannot be done yet."""
    while_locked: bool

    def __call__(self, request: HttpRequest, **address: object) -> HttpResponse: ...


def marked(entered: View, may: Check, *, keeps: bool = False, while_locked: bool = False) -> Entered:
    """With what the gates and the tests ask of a way in."""
    found = cast(Entered, entered)
    found.permission, found.keeps, found.while_locked = may, keeps, while_locked
    return found


def not_this_way(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse | None:
    if request.method in (*methods, "HEAD" if "GET" in methods else ""):
        return None
    return HttpResponseNotAllowed(methods)


def kept_private(response: HttpResponse) -> HttpResponse:
    """The next person at this PC must not find it by pressing Back."""
    if "Cache-Control" not in response:
        patch_cache_control(response, no_store=True, private=True)
    return response
