"""The gallery and the sign-in pages served by themselves: no database, no sign-in, real styles and script."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from types import SimpleNamespace
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import override_settings
from django.urls import include, path

from carepost.doors.web.gallery.pages import PAGES
from carepost.doors.web.gallery.view import gallery

CODES = tuple(f"{number:08}" for number in range(10))
PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
LOGINS = (("Aisha Barton, GP", "aisha@riverside.example", "made up words for a demo"),)


def _login(request: HttpRequest) -> tuple[str, dict[str, Any]]:
    data = {"login": "", "password": ""} if "wrong" in request.GET else None
    return "account/login.html", {"form": LoginForm(request=request, data=data)}


ENTRANCE: dict[str, Any] = {
    "login": _login,
    "code": lambda request: ("mfa/authenticate.html", {"form": AuthenticateForm(user=None)}),
    "logout": lambda request: ("account/logout.html", {}),
    "closed": lambda request: ("account/signup_closed.html", {}),
    "inactive": lambda request: ("account/account_inactive.html", {}),
    "codes": lambda request: (
        "mfa/recovery_codes/index.html",
        {
            "unused_codes": CODES,
            "total_count": 10,
            "can_view_codes": True,
            "can_generate_codes": True,
        },
    ),
    "second-step": lambda request: (
        "mfa/totp/activate_form.html",
        {
            "form": SimpleNamespace(
                errors={}, secret="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", hidden_fields=list, visible_fields=list
            ),
            "totp_svg_data_uri": PICTURE,
        },
    ),
    "sign-in": lambda request: (
        "mfa/index.html",
        {"authenticators": {"totp": True}, "is_mfa_enabled": True},
    ),
}


def entrance(request: HttpRequest, name: str) -> HttpResponse:
    """One of the pages about signing in, with what allauth would give it."""
    template, context = ENTRANCE[name](request)
    return render(request, template, context)


urlpatterns = [
    path("gallery/", gallery),
    path("gallery/<str:name>", gallery),
    path("entrance/<str:name>", entrance),
    path("accounts/", include("allauth.urls")),
    path("me/sessions", gallery, name="sessions"),  # only led to from there
]
ADDRESSES = (
    "gallery/",
    *(f"gallery/{name}" for name in PAGES),
    *(f"entrance/{name}" for name in ENTRANCE),
    "entrance/login?wrong",
)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def site() -> Iterator[str]:
    """The address of the running site."""
    with override_settings(ROOT_URLCONF=__name__, DEMO=True, DEMO_LOGINS=LOGINS, ALLOWED_HOSTS=["127.0.0.1"]):
        server = make_server("127.0.0.1", 0, WSGIHandler(), server_class=_Server, handler_class=_Quiet)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()
