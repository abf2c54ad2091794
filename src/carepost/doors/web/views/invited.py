"""The link of an invitation: Accept, for whoever is signed in; for everybody else the form of joining, filled in.

The link went to that very address, and a code follows it all the same: a link is good for 14 days and may be passed
on, and a code that is good for ten minutes shows who reads that mailbox now (A1: each is proved by a code).
"""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from carepost.actions.people.accepting import accept, invitation_for
from carepost.domain.identity.models import Person
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web.entrance import for_people
from carepost.doors.web.joining.form import Form, read_invited
from carepost.doors.web.joining.limits import too_many
from carepost.doors.web.presenters.joining import JoinPage
from carepost.doors.web.presenting.invitations import invited_page
from carepost.doors.web.presenting.joining import invited_join_page
from carepost.doors.web.render import answer
from carepost.doors.web.views.joining import asked


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def come(request: HttpRequest, practice_id: UUID, key: str) -> HttpResponse:
    """Only the secret of a link that is still good opens anything: else the page is not found"""
    enter = _accepting if request.user.is_authenticated else _joining
    return enter(request, practice_id=practice_id, key=key)


def _accept(request: HttpRequest, practice_id: UUID, key: str) -> HttpResponse:
    person = cast(Person, request.user)
    with acting_for(practice_id):
        if request.method != "POST":
            found = invitation_for(practice_id=practice_id, key=key)
            return answer(request, None, invited_page(found, key, person))
        accept(person=person, practice_id=practice_id, key=key)
    return redirect("/")


_accepting = for_people(_accept, methods=("GET", "POST"))


def _joining(request: HttpRequest, practice_id: UUID, key: str) -> HttpResponse:
    with acting_for(practice_id):
        found = invitation_for(practice_id=practice_id, key=key)

    def drawn(form: Form) -> JoinPage:
        return invited_join_page(found, key, form)

    if request.method != "POST":
        return answer(request, None, invited_join_page(found, key))
    return too_many(request, "join_link", key) or asked(
        request, read_invited(request.POST, found), drawn, key
    )
