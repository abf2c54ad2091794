"""Help for everybody: no sign-in is asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from carepost.doors.web.presenters.help import HelpPage
from carepost.doors.web.render import answer


def show(request: HttpRequest) -> HttpResponse:
    return answer(request, None, HelpPage())
