"""The help page: for everybody, signed in or not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def help_page(request: HttpRequest) -> HttpResponse:
    """What is where, and whom to ask."""
    return render(request, "pages/help.html")
