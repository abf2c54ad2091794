"""Which practice a form was drawn for: in every form beside the token against forgery, and checked on its way in.

Somebody who works at several practices may have a page of each open. The session acts for one at a time, so what is
sent from a page of the other is refused, and kept where it belongs (A9).
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.html import format_html
from django.utils.safestring import SafeString

from carepost.domain.organisations.models import Membership

from .presenters.errors import ErrorPage
from .presenters.parts import PostAction

FIELD = "drawn_for"


def forms(request: HttpRequest) -> dict[str, object]:
    """A context processor: `csrf_input` says of a member's page for which practice it is drawn."""
    member = getattr(request, "membership", None)
    return {"csrf_input": _both(request, member)} if isinstance(member, Membership) else {}


def _both(request: HttpRequest, member: Membership) -> SafeString:
    hidden = format_html('<input type="hidden" name="{}" value="{}">', FIELD, member.practice_id)
    return csrf_input(request) + hidden


def place_drawn_for(
    request: HttpRequest, here: Membership, places: Sequence[Membership]
) -> Membership | None:
    """The other place that this form belongs to; None if it belongs here.

    A form that names none is taken only from whoever has one place.
    """
    named = request.POST.get(FIELD, "" if len(places) > 1 else str(here.practice_id))
    if named == str(here.practice_id):
        return None
    return next((one for one in places if str(one.practice_id) == named), here)


def elsewhere(form_of: Membership, here: Membership, switch_url: str) -> ErrorPage:
    """What is said instead of doing it."""
    there, now = form_of.practice.name, here.practice.name
    return ErrorPage(
        title=f"You are at {now} now",
        happened=f"What you sent was written on a page of {there}, and meanwhile you went to {now}. "
        "Nothing was sent and nothing was changed.",
        to_do=(f"We kept what you typed at {there}. Go there, look at it and send it again.",),
        action=PostAction(
            label=f"Go to {there}", url=switch_url, fields=(("practice", str(form_of.practice_id)),)
        ),
    )


def is_of_another(request: HttpRequest, practice_id: UUID) -> bool:
    """Of what a page asks by itself: whether that page is another practice's."""
    return request.GET.get(FIELD, str(practice_id)) != str(practice_id)
