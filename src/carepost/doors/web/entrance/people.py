"""The way in to one's own account, with a place or waiting for one."""

from __future__ import annotations

from contextlib import nullcontext
from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponse

from carepost.actions.permissions import check_signed_in
from carepost.domain.identity.models import Person
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web.gates.order import turned_away
from carepost.doors.web.gates.proving import ask_again

from .view import Entered, View, kept_private, marked, not_this_way


def for_people(
    view: View,
    *,
    methods: tuple[str, ...] = ("GET",),
    fresh: bool = False,
    while_locked: bool = False,
    opens_its_own: bool = False,
) -> Entered:
    """The view, for anybody through the gates, with a place or waiting for one: their own account.

    What is typed there may be a password or a code, so it is never kept; where `fresh`, they come back to the page.
    `opens_its_own`: the view opens its transactions itself, because its work is not undone with what comes after.
    """

    @wraps(view)
    def entered(request: HttpRequest, **address: object) -> HttpResponse:
        refused = (
            not_this_way(request, methods) or turned_away(request) or (ask_again(request) if fresh else None)
        )
        if refused is not None:
            return refused
        with nullcontext() if opens_its_own else acting_for(None, cast(Person, request.user).id):
            return kept_private(view(request, **address))

    return marked(entered, check_signed_in, while_locked=while_locked)
