"""The answers for programs that watch: alive, ready, and figures."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from carepost.actions.watching.readiness import READY, readiness
from carepost.doors.web.watching.collector import Collector
from carepost.doors.web.watching.requests import REGISTRY

READING = ("GET", "HEAD")
OFF = "There are no figures here: metrics_token is not set (docs/operate/monitoring.md).\n"
WHO = "Say the token of this instance: Authorization: Bearer <metrics_token>.\n"

REGISTRY.register(Collector())


def alive(request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nothing else, so that a database away does not get the pages restarted."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    return _fresh(HttpResponse("alive\n", content_type="text/plain"))


def ready(request: HttpRequest) -> HttpResponse:
    """A word for each thing without which no page can be drawn; 503 unless each is "ok"."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    found = readiness()
    well = all(word == READY for word in found.values())
    return _fresh(JsonResponse({"ready": well} | found, status=200 if well else 503))


def metrics(request: HttpRequest) -> HttpResponse:
    """Figures in Prometheus' text form, for who knows the token."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    token = settings.INSTANCE.metrics_token
    if not token:
        return HttpResponse(OFF, status=404, content_type="text/plain")
    said = request.headers.get("Authorization", "")
    if not hmac.compare_digest(said.encode(), f"Bearer {token}".encode()):
        refused = HttpResponse(WHO, status=401, content_type="text/plain")
        refused["WWW-Authenticate"] = 'Bearer realm="metrics"'
        return refused
    return _fresh(HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST))


def _fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
