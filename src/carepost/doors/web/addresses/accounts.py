"""Where we have a page of our own, allauth's gives way to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from carepost.doors.web.views import switching


def _to_prove(request: HttpRequest) -> HttpResponse:
    """Asked again who they are: one page for all."""
    return redirect(f"{reverse('prove')}?{request.GET.urlencode()}")


INSTEAD: list[URLPattern] = [
    path("switch/", switching.switch, name="switch-person"),
    path("reauthenticate/", _to_prove, name="account_reauthenticate"),
    path("2fa/reauthenticate/", _to_prove, name="mfa_reauthenticate"),
]
