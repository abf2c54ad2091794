"""The limit: a page of one line on the same server, with Django's session and user and one row under access rules."""

from __future__ import annotations

import os
from uuid import UUID

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carepost.config.settings")
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


def page(request: HttpRequest) -> HttpResponse:
    """Who is here, and how many teams their practice has."""
    from carepost.domain.organisations.models import Team
    from carepost.domain.tenancy.context import acting_for

    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    with acting_for(UUID(request.session["practice"])):
        line = f"{Team.objects.all().count()} teams\n"
    return HttpResponse(line, headers={"Content-Length": len(line)})


urlpatterns = [path("bare", page)]


def application() -> WSGIHandler:
    """Made in the server's worker process, which serves nothing else."""
    handler = get_wsgi_application()
    settings.MIDDLEWARE, settings.ROOT_URLCONF = MIDDLEWARE, __name__
    handler.load_middleware()
    return handler
