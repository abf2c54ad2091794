"""For people of the platform: practices in numbers, help for one, and standing for an administrator."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.platform.standing import help_practice, practices_standing
from carepost.actions.platform.vouching import vouch
from carepost.domain.organisations.models import Vouching
from carepost.doors.web.entrance import PlatformRequest
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenting.platform import help_page, practices_page
from carepost.doors.web.render import answer
from carepost.ground.kernel import NotFound, Refused


def show(request: PlatformRequest) -> HttpResponse:
    return answer(request, None, practices_page(practices_standing(actor=request.actor), request.actor.name))


def one(request: PlatformRequest, practice_id: UUID) -> HttpResponse:
    return _draw(request, practice_id)


def _draw(request: PlatformRequest, practice_id: UUID, errors: tuple[FieldError, ...] = ()) -> HttpResponse:
    page = help_page(help_practice(actor=request.actor, practice_id=practice_id), errors)
    return answer(request, None, page, 422 if errors else 200)


def stand_for(request: PlatformRequest, practice_id: UUID, membership_id: UUID) -> HttpResponse:
    if request.POST.get("kind") not in Vouching.Kind.values:
        raise NotFound("Choose one of the buttons of the page.")
    try:
        vouch(
            actor=request.actor,
            practice_id=practice_id,
            membership_id=membership_id,
            kind=Vouching.Kind(request.POST["kind"]),
            reason=request.POST.get("reason", ""),
        )
    except Refused as refused:
        return _draw(request, practice_id, (FieldError(field="", text=refused.reason),))
    return redirect("platform-practice", practice_id=practice_id)
