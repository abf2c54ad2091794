"""Who is this? Signed in, and with a second step."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter as second_factors
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def signed_in(request: HttpRequest) -> HttpResponse | None:
    """Off to sign in, and back here; a part of a page that asks for news just stops."""
    if request.user.is_authenticated:
        return None
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")


def second_step(request: HttpRequest) -> HttpResponse | None:
    """Off to set one up."""
    if second_factors().is_mfa_enabled(request.user):
        return None
    return redirect(reverse("mfa_activate_totp"))
