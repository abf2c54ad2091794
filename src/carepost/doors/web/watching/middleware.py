"""The outermost of the middlewares: counts and names each request, and answers what needs nothing of the others."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from carepost.doors.web.watching.requests import answered
from carepost.doors.web.watching.urls import WATCHING
from carepost.ground.kernel import new_id

log = structlog.get_logger()

NUMBER = "X-Request-ID"
"""an answer's own number, the same as in our logs; what a visitor sends under this name is not believed"""


class WatchingMiddleware:
    """A load balancer asks by an IP address and has no session: its questions are answered here, before any of that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began, number = time.perf_counter(), new_id().hex
        # Until the next request of this thread: Django logs what was refused after the last middleware is through.
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=number)
        response = self._answer(request)
        response[NUMBER] = number
        took, view = time.perf_counter() - began, _view(request)
        answered(view, request.method or "", response.status_code, took)
        log.debug("web.answered", view=view, status=response.status_code, seconds=round(took, 4))
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        watching = _watching(request)
        if watching is None:
            return self.get_response(request)
        request.resolver_match = watching.resolve(request.path_info.removeprefix("/"))
        response: HttpResponse = watching.callback(request)
        return response


def _watching(request: HttpRequest) -> URLPattern | None:
    return next((one for one in WATCHING if request.path_info == f"/{one.pattern}"), None)


def _view(request: HttpRequest) -> str:
    """The name of the address, never the address itself: people may have typed a name into it."""
    match = request.resolver_match
    return (match.view_name if match else "") or "none"
