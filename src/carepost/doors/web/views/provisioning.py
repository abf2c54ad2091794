"""The organisation's own directory: its address and its tokens."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.provisioning.tokens import end_token, make_token, tokens_of
from carepost.doors.web import toasts
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenting.provisioning import directory_page
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.ground.kernel import Refused

SCIM = "/scim/v2"


def show(request: MemberRequest) -> HttpResponse:
    """A POST makes a token and shows it in its answer: it stands in no address, no session and no second page."""
    if request.method != "POST":
        return _draw(request)
    name = request.POST.get("name", "")
    try:
        _, text = make_token(actor=request.actor, name=name)
    except Refused as refused:
        return _draw(request, name=name, errors=(FieldError(field="name", text=refused.reason),))
    return _draw(request, made=text)


def end(request: MemberRequest, token_id: UUID) -> HttpResponse:
    token = end_token(actor=request.actor, token_id=token_id)
    toasts.leave(request, f"“{token.name}” opens nothing any more.")
    return redirect("provisioning")


def _draw(
    request: MemberRequest, *, made: str = "", name: str = "", errors: tuple[FieldError, ...] = ()
) -> HttpResponse:
    page = directory_page(
        tokens_of(actor=request.actor), request.build_absolute_uri(SCIM), made=made, name=name, errors=errors
    )
    return answer(request, shell_for(request, "practice", quiet=True), page, 422 if errors else 200)
