"""One way to answer with a page."""

from __future__ import annotations

from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .presenters.shell import Shell


class Page(Protocol):
    """Anything that names its own template."""

    @property
    def template(self) -> str: ...


def answer(request: HttpRequest, shell: Shell | None, page: Page, status: int = 200) -> HttpResponse:
    """The page in its frame; `shell` None for people who are not signed in."""
    return render(request, page.template, {"shell": shell, "page": page}, status=status)
