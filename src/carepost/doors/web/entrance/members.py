"""The way in for those who work at a practice."""

from __future__ import annotations

from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from carepost.actions.permissions import check_member
from carepost.domain.organisations.models import KeptForm
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web.drawn_for import elsewhere, place_drawn_for
from carepost.doors.web.errors import refusal
from carepost.doors.web.gates.order import turned_away
from carepost.doors.web.gates.proving import ask_again
from carepost.doors.web.sitting.locked import keep

from .place import holds_place, let_in, no_place
from .view import LOOKS, Check, Entered, MemberRequest, View, kept_private, marked, not_this_way


def for_members(
    view: View,
    *,
    may: Check = check_member,
    methods: tuple[str, ...] = ("GET",),
    fresh: bool = False,
    wherever: bool = False,
) -> Entered:
    """The view, for members who pass `may`, inside a transaction that sees their practice and no other.

    1. through the gates (gates/order.py); 2. a place at the chosen practice, read anew each time, and for what is not
    only looking held until it is done; 3. allowed; 4. where `fresh`, who they are shown within the last five
    minutes, else asked now, and a form is kept meanwhile; 5. the view, whose work is undone if it raises.
    A form drawn for another of their practices is kept there and not done, but for one that is sent from `wherever`.
    """

    @wraps(view)
    def entered(request: HttpRequest, **address: object) -> HttpResponse:
        refused = (
            not_this_way(request, methods)
            or turned_away(request)
            or let_in(request)
            or (None if wherever else _of_elsewhere(request))
        )
        if refused is not None:
            return refused
        member = cast(MemberRequest, request)
        with acting_for(member.actor.practice_id, member.actor.person_id):
            if request.method not in LOOKS and not holds_place(member):
                return no_place(request, others=len(member.places) > 1)
            may(member.actor)
            response = (ask_again(request) if fresh else None) or view(member, **address)
        return kept_private(response)

    return marked(entered, may, keeps=True)


def _of_elsewhere(request: HttpRequest) -> HttpResponse | None:
    """None where what was sent was written on a page of the practice they are at."""
    member = cast(MemberRequest, request)
    if request.method in LOOKS:
        return None
    form_of = place_drawn_for(request, member.membership, member.places)
    if form_of is None:
        return None
    keep(request, form_of.practice_id, KeptForm.Why.ELSEWHERE)
    return refusal(request, 409, elsewhere(form_of, member.membership, reverse("switch")))
