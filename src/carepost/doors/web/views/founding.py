"""Coming on a link from the console: an account of one's own, and administrator from then on."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.utils import perform_login
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from carepost.actions.joining.asking import is_known
from carepost.actions.people.accepting import invitation_for
from carepost.actions.people.founding import begin_account
from carepost.actions.people.own_codes import shown_by_joining
from carepost.domain.organisations.models import Invitation
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web.joining.form import faults_of_password
from carepost.doors.web.joining.limits import too_many
from carepost.doors.web.presenters.invitations import FoundingPage
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.render import answer
from carepost.doors.web.sitting.here import sitting_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, practice_id: UUID, key: str) -> HttpResponse:
    """An administrator's link from the console; whoever has an account goes on as with any invitation."""
    with acting_for(practice_id):
        invitation = invitation_for(practice_id=practice_id, key=key)
        has_account = is_known(invitation.email)
    accepting = reverse("invited", args=[practice_id, key])
    if request.user.is_authenticated or not invitation.is_of_the_console:
        return redirect(accepting)
    if has_account:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': accepting})}")
    if request.method != "POST":
        return _draw(request, invitation)
    return too_many(request, "join") or _asked(request, invitation, key)


def _asked(request: HttpRequest, invitation: Invitation, key: str) -> HttpResponse:
    password = request.POST.get("password", "")
    wrong = faults_of_password(password, invitation.email, invitation.given_name, invitation.family_name)
    return _draw(request, invitation, *wrong) if wrong else _begun(request, invitation, key, password)


def _begun(request: HttpRequest, invitation: Invitation, key: str, password: str) -> HttpResponse:
    person = begin_account(practice_id=invitation.practice_id, key=key, password_hash=make_password(password))
    answered = cast(HttpResponse, perform_login(request, person, redirect_url="/"))
    shown_by_joining(sitting=sitting_of(request))
    return answered


def _draw(request: HttpRequest, invitation: Invitation, *errors: FieldError) -> HttpResponse:
    page = FoundingPage(
        practice=invitation.practice.name,
        name=f"{invitation.given_name} {invitation.family_name}",
        email=invitation.email,
        url=request.path,
        errors=errors,
    )
    return answer(request, None, page, 422 if errors else 200)
