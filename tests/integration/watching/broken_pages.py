"""Pages that fail while they hold somebody's data, as a fault of ours would make them."""

from __future__ import annotations

from django.core.exceptions import SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from carepost.config.urls import handler400, handler403, handler404, handler500  # noqa: F401  (Django looks here)

PERSON = "Jane Quillfeather, 999 000 0018, born 03/05/1985, jane.quillfeather@northside.example, 01632 960777"
SUBJECT = "Biopsy result of Jane Quillfeather"


def raises(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(PERSON) from ValueError(SUBJECT)


def breaks_a_key(request: HttpRequest) -> HttpResponse:
    """PostgreSQL quotes the key in its DETAIL: Key (app, name)=(...)."""
    with connection.cursor() as cursor:
        cursor.execute("create temporary table quoted (name text unique)")
        cursor.execute("insert into quoted values (%s), (%s)", [PERSON, PERSON])
    return HttpResponse()


def is_no_number(request: HttpRequest) -> HttpResponse:
    """PostgreSQL quotes the value in its first line."""
    with connection.cursor() as cursor:
        cursor.execute("select %s::int", [PERSON])
    return HttpResponse()


def is_suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation(PERSON)


def is_missing(request: HttpRequest) -> HttpResponse:
    raise Http404(SUBJECT)


PAGES = (raises, breaks_a_key, is_no_number, is_suspicious, is_missing)
urlpatterns = [path(page.__name__, page, name=page.__name__) for page in PAGES]
