"""A code by text message at the door, when somebody asks for one."""

from __future__ import annotations

from allauth.account.internal.decorators import login_stage_required
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

from carepost.doors.web.errors import refusal
from carepost.doors.web.sign_on.texts import is_taken, send


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator]  # allauth has no types
def send_code(request: HttpRequest) -> HttpResponse:
    """Between the two steps of signing in: the password was right."""
    if request.method != "POST":
        return HttpResponseNotAllowed(("POST",))
    person = request._login_stage.login.user  # type: ignore[attr-defined]  # allauth's
    if is_taken(request, person) and not send(request, person):
        return refusal(request, 429)
    return redirect("mfa_authenticate")
