"""The way to the practice's own pages."""

from __future__ import annotations

from django.http import HttpResponse

from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenting.practice import practice_page
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer


def show(request: MemberRequest) -> HttpResponse:
    page = practice_page(request.actor, request.membership.practice.name)
    return answer(request, shell_for(request, "practice"), page)
