"""What somebody gave to show who they are, read from the form and judged; too many tries are stopped."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from carepost.actions.people.failing import note_failure_of
from carepost.actions.people.proving import Proof, proof_by_words
from carepost.domain.identity.models import Person
from carepost.doors.web.presenters.parts import FieldError

from .keys import used

TOO_MANY = FieldError(field="", text="There were too many tries. Wait five minutes, then try again.")
WRONG = FieldError(
    field="code",
    text="That is not right. Type the code your app shows now; each code works once.",
)
WRONG_KEY = FieldError(
    field="", text="That key did not open it. Use a key or phone of yours, not one kept in this computer."
)
NOTHING = FieldError(field="code", text="Fill in the code from your app")


def judged(request: HttpRequest) -> tuple[Proof, FieldError | None]:
    """How much was shown, and if nothing, why."""
    person = cast(Person, request.user)
    if credential := request.POST.get("credential"):
        return (Proof.WHOLE, None) if used(request, person, credential) else (Proof.NONE, WRONG_KEY)
    code, password = request.POST.get("code", "").strip(), request.POST.get("password", "")
    if not (code or password):
        return Proof.NONE, NOTHING
    key = f"proof-{person.id}"
    if not ratelimit.consume(request, action="login_failed", key=key):
        note_failure_of(person_id=person.id, stopped=True)
        return Proof.NONE, TOO_MANY
    proof = proof_by_words(person=person, code=code, password=password)
    if proof is Proof.NONE:
        return proof, WRONG
    ratelimit.clear(request, action="login_failed", key=key)
    return proof, None


def remember(request: HttpRequest) -> None:
    """So that allauth's own pages know it too."""
    record_authentication(request, cast(Person, request.user), "mfa", reauthenticated=True)


def came_from(request: HttpRequest) -> str:
    """The page they were on: only our own pages are told it (Referrer-Policy)."""
    page = urlsplit(request.headers.get("Referer", ""))
    return f"{page.path}?{page.query}".rstrip("?") if page.netloc == request.get_host() else "/"


def way_on(request: HttpRequest) -> str:
    """Where they were going, if it is a page of ours; else the front page."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else "/"
