"""Which single sign-on is linked to one's own account: seen, linked, unlinked."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.people import sign_on
from carepost.domain.identity.models import Person
from carepost.domain.identity.sign_on import links_of
from carepost.doors.web.presenters.parts import Link, PostAction
from carepost.doors.web.presenters.sign_on import ConfirmSignOnPage
from carepost.doors.web.presenting.sign_on import own_page
from carepost.doors.web.render import answer
from carepost.doors.web.sign_on.confirming import forget, pending
from carepost.doors.web.sign_on.leaving import called, depart
from carepost.doors.web.sitting.here import sitting_of
from carepost.engines.single_sign_on.picked import providers

BACK = Link(label="No, go back", url="/me/sign-on")


def show(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    return answer(request, None, own_page(person, links_of(person.id), providers()))


def link(request: HttpRequest, provider: str) -> HttpResponse:
    """Off to it; what comes back is shown before anything is linked."""
    return depart(request, called(provider), person=str(request.user.pk))


def confirm(request: HttpRequest) -> HttpResponse:
    came = pending(request)
    if came is None:
        return redirect("own-sign-on")
    found = called(came.provider)
    if request.method == "POST":
        sign_on.link(
            person=cast(Person, request.user), label=found.label, issuer=came.issuer, subject=came.subject
        )
        forget(request)
        messages.success(request, f"You can sign in with {found.label} from now on.")
        return redirect("own-sign-on")
    page = ConfirmSignOnPage(
        label=found.label,
        name=came.name,
        email=came.email,
        confirm=PostAction(label="Yes, link it", url=reverse("own-sign-on-confirm")),
        back=BACK,
    )
    return answer(request, None, page)


def unlink(request: HttpRequest, provider: str) -> HttpResponse:
    found, person = called(provider), cast(Person, request.user)
    sign_on.unlink(person_id=person.id, issuer=found.issuer, here=sitting_of(request).id)
    messages.success(request, f"Nobody can sign in as you with {found.label} any more.")
    return redirect("own-sign-on")
