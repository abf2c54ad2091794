"""Help for everybody: no sign-in is asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from carepost.doors.web.presenters.help import HelpPage
from carepost.doors.web.presenting.help import help_on
from carepost.doors.web.render import answer


def show(request: HttpRequest) -> HttpResponse:
    return answer(request, None, HelpPage())


def on(request: HttpRequest, subject: str) -> HttpResponse:
    """Help on one subject, at length: how a practice starts, how it leaves a shared log-in."""
    return answer(request, None, help_on(subject))
