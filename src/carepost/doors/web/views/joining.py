"""Joining a practice: ask, bring the codes, wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from carepost.actions.joining.asking import ask_to_join, judged
from carepost.actions.joining.finishing import finish_joining
from carepost.actions.joining.proving import (
    Answer,
    enter_code,
    going_on,
    next_proof,
    number_texted,
    send_new_code,
)
from carepost.actions.people.own_codes import shown_by_joining
from carepost.domain.identity.models import Joining
from carepost.doors.web.joining.form import Form, read
from carepost.doors.web.joining.limits import too_many
from carepost.doors.web.presenters.errors import ErrorPage
from carepost.doors.web.presenters.joining import JoinPage, RefusedPage
from carepost.doors.web.presenters.parts import FieldError, Link
from carepost.doors.web.presenting.joining import code_page, join_page
from carepost.doors.web.render import answer
from carepost.doors.web.sitting.here import sitting_of
from carepost.engines.addresses import Outcome

BEGUN = "joining"
NO_CODE = ErrorPage(
    title="No code is waited for here",
    happened="It was finished, it ran out after an hour, or you began in another browser.",
    to_do=("Begin again. It takes two minutes.", "If you have an account by now, sign in."),
    link=Link(label="Get an account", url="/join/"),
)
WRONG = {
    Answer.WRONG: "That is not the code we sent. Look again, and type its six digits.",
    Answer.OVER: "This code cannot be used any more. Ask for a new one.",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Asking for an account of one's own; the answer is the same whether the address has one or not."""
    if request.user.is_authenticated:
        return redirect("/")
    if request.method != "POST":
        return answer(request, None, join_page())
    return too_many(request, "join") or asked(request, read(request.POST), join_page)


def asked(
    request: HttpRequest, form: Form, drawn: Callable[[Form], JoinPage], invitation: str = ""
) -> HttpResponse:
    """Off to bring the code; or the page anew, as it is `drawn`, with what is wrong."""
    if form.errors or form.practice is None:
        return answer(request, None, drawn(form), status=422)
    asking = form.asking(form.practice, invitation)
    found = judged(asking, form.practice)
    if found.outcome == Outcome.GENERIC:
        return answer(request, None, RefusedPage(reasons=found.reasons, back_url=request.path), status=422)
    if not invitation and (wait := _asked_too_often(request, asking.email)):
        return wait
    request.session[BEGUN] = str(ask_to_join(asking=asking))
    return redirect(reverse("join-code"))


def _asked_too_often(request: HttpRequest, email: str) -> HttpResponse | None:
    """Of whoever comes uninvited: a stranger who asks in somebody's name must not use up what their invitation has."""
    return too_many(request, "join_address", email) or too_many(request, "join_all", "everybody")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Bringing the codes that were sent; without one of one's own there is only the way back"""
    joining = _joining(request)
    if joining is None:
        return answer(request, None, NO_CODE)
    if request.method != "POST":
        return _code_page(request, joining)
    again = "again" in request.POST
    number = number_texted(joining, again=again)
    wait = too_many(request, "join_code", only_look=True)
    if number and wait is None:
        wait = too_many(request, "join_text", number, only_look=True)
    return wait or (_sent_anew if again else _brought)(request, joining, number)


def _sent_anew(request: HttpRequest, joining: Joining, number: str) -> HttpResponse:
    if send_new_code(joining_id=joining.id) and number:
        too_many(request, "join_text", number)
    return redirect(reverse("join-code"))


def _brought(request: HttpRequest, joining: Joining, number: str) -> HttpResponse:
    """`number`: of the telephone that gets a code next, if any."""
    said = enter_code(joining_id=joining.id, typed=request.POST.get("code", ""))
    if said is Answer.DONE:
        return answer(request, None, NO_CODE)
    if said is not Answer.RIGHT:
        too_many(request, "join_code")
        return _code_page(request, joining, FieldError(field="code", text=WRONG[said]))
    if number:
        too_many(request, "join_text", number)
    if next_proof(joining) is not None:
        return redirect(reverse("join-code"))
    person = finish_joining(joining_id=joining.id)
    del request.session[BEGUN]
    answered = cast(HttpResponse, perform_login(request, person, redirect_url=reverse("join-waiting")))
    shown_by_joining(sitting=sitting_of(request))
    return answered


def _code_page(request: HttpRequest, joining: Joining, *errors: FieldError) -> HttpResponse:
    proof = next_proof(joining)
    if proof is None:
        return redirect(reverse("join"))
    return answer(request, None, code_page(joining, proof, errors), status=422 if errors else 200)


def _joining(request: HttpRequest) -> Joining | None:
    begun = request.session.get(BEGUN)
    return going_on(UUID(begun)) if begun else None
