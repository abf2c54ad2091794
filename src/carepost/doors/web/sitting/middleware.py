"""Every request of somebody signed in belongs to a sitting, which may be over or locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from carepost.actions.people.sitting import Standing, arrive
from carepost.domain.organisations.models import KeptForm
from carepost.doors.web.gates.signing_in import kept_from_setting_up

from .by_itself import by_itself
from .here import find
from .locked import keep_typed, shut_out

# For everybody, and no sign of anybody.
OPEN = {"help", "healthz", "readyz", "metrics"}
OVER = 401


class SittingMiddleware:
    """After the check against forgery, so that nobody else's form is kept as if it were theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: object) -> HttpResponse | None:  # Any: a view
        """Django's hook; None lets the request through."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in OPEN or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.user.is_authenticated:
            return None
        sitting = find(request)
        if sitting is None:
            return _sign_in_again(request)
        standing = arrive(sitting=sitting, in_person=not by_itself(request))
        keeps = getattr(view, "keeps", False)
        if standing is Standing.ENDED:
            return _sign_in_again(request, keeps=keeps)
        if standing is Standing.LOCKED and not getattr(view, "while_locked", False):
            return shut_out(request, name, keeps=keeps)
        return kept_from_setting_up(request, name)


def _sign_in_again(request: HttpRequest, *, keeps: bool = False) -> HttpResponse:
    """And go on there, or with what was sent too late."""
    if by_itself(request):
        return HttpResponse(status=OVER)
    way_on = request.get_full_path() if request.method == "GET" else "/"
    if keeps and keep_typed(request, KeptForm.Why.OVER):
        way_on = reverse("kept")
    logout(request)
    return redirect_to_login(way_on)
