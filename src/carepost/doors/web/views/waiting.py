"""Where somebody waits to be let in. No patient's data here."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from carepost.actions.people.approving import answer_question
from carepost.actions.people.waiting import hopes_of, where_asked
from carepost.domain.identity.models import Person
from carepost.domain.tenancy.context import acting_for
from carepost.doors.web.presenting.waiting import waiting_page
from carepost.doors.web.render import answer


def show(request: HttpRequest) -> HttpResponse:
    person = cast(Person, request.user)
    page = waiting_page(hopes_of(person_id=person.id), person.get_full_name())
    return answer(request, None, page) if page.places else redirect("/")


def reply(request: HttpRequest, question_id: UUID) -> HttpResponse:
    place = where_asked(person_id=cast(Person, request.user).id, question_id=question_id)
    with acting_for(place.practice_id):
        answer_question(place=place, question_id=question_id, text=request.POST.get("answer", ""))
    return redirect("join-waiting")
