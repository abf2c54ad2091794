"""Who is this? Signed in, and with a second step; a first one is set up only by whoever owns the address (A6)."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.domain.identity import second_steps
from carepost.domain.identity.models import Person
from carepost.domain.identity.second_steps import may_set_up
from carepost.doors.web.sitting.here import sitting_of

SHOW_ADDRESS, OWN_TEXTS = "own-address", "own-texts"
HOW_ONE_SIGNS_IN = ("mfa_", "account_change", "account_set")
"""How the addresses begin under which allauth lets people change that."""


def signed_in(request: HttpRequest) -> HttpResponse | None:
    """Off to sign in, and back here; a part of a page that asks for news just stops."""
    if request.user.is_authenticated:
        return None
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


def second_step(request: HttpRequest) -> HttpResponse | None:
    """Off to set one up; before that, to show that the address is theirs."""
    match = request.resolver_match
    name = match.url_name if match else None
    if has_second_step(request) or name == SHOW_ADDRESS:
        return None
    if not may_set_up(sitting_of(request)):
        return redirect(reverse(SHOW_ADDRESS))
    return None if name == OWN_TEXTS else redirect(reverse("mfa_activate_totp"))


def kept_from_setting_up(request: HttpRequest, name: str | None) -> HttpResponse | None:
    """allauth asks nothing more of whoever has just given a password, and a password may be stolen."""
    if not (name or "").startswith(HOW_ONE_SIGNS_IN) or has_second_step(request):
        return None
    return None if may_set_up(sitting_of(request)) else redirect(reverse(SHOW_ADDRESS))


def has_second_step(request: HttpRequest) -> bool:
    """An app or a key; or a code by text message, if that was enough when they came in here."""
    person = cast(Person, request.user)
    return second_steps.has_second_step(person.id) or sitting_of(request).text_enough
