"""Changing places at an enrolled computer: one press, one touch of a key, and one's own inbox."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from carepost.actions.people.signing_in import switched_to
from carepost.actions.people.sitting import end_sitting
from carepost.actions.practices.devices import people_today
from carepost.domain.identity.models import Person, Sitting
from carepost.domain.identity.second_steps import has_key
from carepost.domain.organisations.models import Device
from carepost.doors.web.presenters.account import SwitchPage, SwitchPerson
from carepost.doors.web.presenters.parts import FieldError, Link, PostAction
from carepost.doors.web.render import answer
from carepost.doors.web.sitting.device import device_of
from carepost.doors.web.sitting.here import begin
from carepost.doors.web.sitting.keys import options_for, used
from carepost.doors.web.sitting.locked import CHOSEN

WRONG = FieldError(
    field="",
    text="That key did not open it. Try again with your own key or phone, or sign in with your password.",
)
WHOLE = PostAction(
    label="Sign in with password", url="/accounts/logout/", fields=(("next", "/accounts/login/"),)
)


@never_cache
@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest) -> HttpResponse:
    """Only at an enrolled computer, and only for whom signed in whole there today."""
    device = device_of(request)
    if device is None:
        return redirect("account_login")
    people = {str(one.id): one for one in people_today(device=device)}
    if request.method != "POST":
        return _draw(request, device, people)
    person = people.get(request.POST.get("person", ""))
    if person is None:
        return _draw(request, device, people, WRONG)
    if "credential" not in request.POST:
        return JsonResponse({"options": options_for(person, touch=True)})
    if used(request, person, request.POST["credential"]) is None:
        return _draw(request, device, people, WRONG)
    return _sit_down(request, device, person)


def _sit_down(request: HttpRequest, device: Device, person: Person) -> HttpResponse:
    """Whoever sat here before gets up first: a new session, with nothing of theirs."""
    before = getattr(request, "sitting", None)
    if before is not None:
        end_sitting(person_id=before.person_id, sitting_id=before.id, why=Sitting.Ended.SWITCHED)
    logout(request)
    get_adapter().login(request, person)
    record_authentication(request, person, "mfa", type="webauthn")
    begin(request, person)
    request.session[CHOSEN] = str(device.practice_id)
    switched_to(person_id=person.id)
    return redirect(f"{reverse('kept')}?{urlencode({'next': '/'})}")


def _draw(
    request: HttpRequest, device: Device, people: dict[str, Person], error: FieldError | None = None
) -> HttpResponse:
    sitting = getattr(request, "sitting", None)
    page = SwitchPage(
        url=reverse("switch-person"),
        computer=device.name,
        people=tuple(
            SwitchPerson(id=key, name=one.get_full_name(), initials=one.initials, has_key=has_key(one.id))
            for key, one in people.items()
        ),
        whole=WHOLE,
        back=Link(label=f"Go on as {cast(Person, request.user).get_full_name()}", url="/")
        if sitting
        else None,
        errors=(error,) if error else (),
    )
    return answer(request, None, page, 422 if error else 200)
