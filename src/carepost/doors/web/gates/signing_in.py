"""Who is this? Signed in, and with a second step; a first one is set up only by whoever owns the address (A6)."""

from __future__ import annotations

from typing import cast

from allauth.mfa.adapter import get_adapter as second_factors
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.domain.identity.models import Person
from carepost.domain.identity.second_steps import may_set_up
from carepost.doors.web.sitting.here import sitting_of

SHOW_ADDRESS = "own-address"
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
    if has_second_step(request) or (match is not None and match.url_name == SHOW_ADDRESS):
        return None
    return redirect(reverse("mfa_activate_totp" if may_set_up(sitting_of(request)) else SHOW_ADDRESS))


def kept_from_setting_up(request: HttpRequest, name: str | None) -> HttpResponse | None:
    """allauth asks nothing more of whoever has just given a password, and a password may be stolen."""
    if not (name or "").startswith(HOW_ONE_SIGNS_IN) or has_second_step(request):
        return None
    return None if may_set_up(sitting_of(request)) else redirect(reverse(SHOW_ADDRESS))


def has_second_step(request: HttpRequest) -> bool:
    return bool(second_factors().is_mfa_enabled(cast(Person, request.user)))
