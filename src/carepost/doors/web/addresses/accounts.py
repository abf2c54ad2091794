"""Where we have a page of our own, allauth's gives way to it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from carepost.doors.web.views import switching, texting


def _to_prove(request: HttpRequest) -> HttpResponse:
    """Asked again who they are: one page for all."""
    return redirect(f"{reverse('prove')}?{request.GET.urlencode()}")


def _to_join(request: HttpRequest) -> HttpResponse:
    """To getting an account of one's own."""
    return redirect(reverse("join"))


def _not_here(request: HttpRequest) -> HttpResponse:
    """An address is changed by proving it and an administrator's word (A8), never by a form alone."""
    raise Http404


INSTEAD: list[URLPattern] = [
    path("switch/", switching.switch, name="switch-person"),
    path("2fa/text/", texting.send_code, name="text-code"),
    path("reauthenticate/", _to_prove, name="account_reauthenticate"),
    path("signup/", _to_join, name="account_signup"),
    path("email/", _not_here, name="account_email"),
    path("confirm-email/", _not_here, name="account_email_verification_sent"),
    path("2fa/reauthenticate/", _to_prove, name="mfa_reauthenticate"),
]
