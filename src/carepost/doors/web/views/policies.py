"""The policies: read them, see what has changed, accept them."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from carepost.actions.people.policies import accept_policies
from carepost.domain.identity.models import Person
from carepost.domain.identity.policies import to_accept
from carepost.doors.web.presenting.policies import policies_page
from carepost.doors.web.render import answer
from carepost.doors.web.sitting.asking import way_on


def policies(request: HttpRequest) -> HttpResponse:
    """Accepting goes on to where one was going; a version that came while one was reading is shown first."""
    person, after = cast(Person, request.user), way_on(request)
    if request.method == "POST":
        ids = [int(value) for value in request.POST.getlist("policy") if value.isdecimal()]
        accept_policies(person_id=person.id, policy_ids=ids)
        if not to_accept(person.id):
            return redirect(after)
    return answer(request, None, policies_page(person.id, after))
