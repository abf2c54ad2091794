"""Showing again who one is, before what needs it; then on with it."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.people.kept import take_form
from carepost.actions.people.proving import Proof
from carepost.actions.people.signing_in import sign_in_failed
from carepost.actions.people.sitting import prove_again
from carepost.actions.people.texts import is_enough
from carepost.domain.identity.models import Person
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web.errors import refusal
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenters.proving import ProvePage
from carepost.doors.web.render import answer
from carepost.doors.web.sign_on.texts import send, text_step
from carepost.doors.web.sitting.asking import WRONG, judged, remember, way_on
from carepost.doors.web.sitting.here import sitting_of
from carepost.doors.web.sitting.keys import options_for
from carepost.doors.web.sitting.locked import CHOSEN
from carepost.doors.web.sitting.typed import send_again

BY_APP = "6 figures from your authenticator app, or one of your recovery codes"
BY_TEXT = "6 figures from a text message or your authenticator app, or one of your recovery codes"
MORE = FieldError(field="code", text="A password alone is not enough here. Give a code as well.")


def prove(request: HttpRequest) -> HttpResponse:
    """GET asks. POST judges, and goes on with the form that was kept, or to the page they wanted."""
    if request.method != "POST":
        return _ask(request)
    if "send" in request.POST:
        return _sent(request)
    proof, error = judged(request)
    if proof < Proof.BY_TEXT:
        if error == WRONG:
            sign_in_failed(person_id=cast(Person, request.user).id)
        return _ask(request, error or MORE)
    prove_again(sitting=sitting_of(request), by_text=proof is Proof.BY_TEXT)
    remember(request)
    return _go_on(request)


def _sent(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    if is_enough(person.id) and not send(request, person):
        return refusal(request, 429)
    way = {"next": way_on(request)} | ({"kept": form} if (form := request.POST.get("form")) else {})
    return redirect(f"{reverse('prove')}?{urlencode(way)}")


def _ask(request: HttpRequest, error: FieldError | None = None) -> HttpResponse:
    form = request.POST.get("form") or request.GET.get("kept", "")
    person = cast(Person, request.user)
    text = text_step(person) if is_enough(person.id) else None
    page = ProvePage(
        title="Show that it is you",
        lead="This matters more than reading a page, so we ask again. It holds for five minutes.",
        url=reverse("prove"),
        button="Go on",
        next=way_on(request),
        key=options_for(person),
        form=form,
        kept="What you sent is kept. It goes on as soon as you have done this." if form else "",
        code_hint=BY_TEXT if text else BY_APP,
        or_else="Needed with a code by text message or a recovery code"
        if text
        else "Only needed with a recovery code",
        text=text,
        errors=(error,) if error else (),
    )
    return answer(request, None, page, 422 if error else 200)


def _go_on(request: HttpRequest) -> HttpResponse:
    try:
        form_id, practice_id = UUID(request.POST.get("form", "")), UUID(request.session.get(CHOSEN, ""))
    except ValueError:
        return redirect(way_on(request))
    person_id = cast(Person, request.user).id
    with acting_for(practice_id, person_id):
        kept = take_form(person_id=person_id, practice_id=practice_id, form_id=form_id)
        return send_again(request, kept, as_draft=False)
