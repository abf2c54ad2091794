"""Who they are, shown within the last five minutes: asked where more than a page is at stake (A6)."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.domain.identity.sittings import is_fresh
from carepost.domain.organisations.models import KeptForm
from carepost.doors.web.sitting.here import sitting_of
from carepost.doors.web.sitting.locked import CHOSEN, keep


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """None when it was shown; else off to the page that asks, and back, with what was posted kept meanwhile."""
    if is_fresh(sitting_of(request)):
        return None
    back = {"next": request.get_full_path()}
    view = request.resolver_match.func if request.resolver_match else None
    if request.method == "POST" and getattr(view, "keeps", False):
        back = {"kept": str(keep(request, UUID(request.session[CHOSEN]), KeptForm.Why.UNPROVED))}
    where = f"{reverse('prove')}?{urlencode(back)}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": where})
    return redirect(where)
