"""A new message: the patient first, then the letter."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.conversations.look import search_patients
from carepost.actions.writing.letter import Letter
from carepost.actions.writing.send import send_message
from carepost.actions.writing.subjects import patient_to_write_about
from carepost.domain.correspondence.models import Message
from carepost.domain.patients.models import Patient
from carepost.doors.web import toasts
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.compose import ComposePage, FindPatientPage, PatientResult
from carepost.doors.web.presenters.parts import EmptyState, FieldError
from carepost.doors.web.presenting.people import FLAGS, banner_of, line_of
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.doors.web.writing.desk import Worked, opened, worked
from carepost.doors.web.writing.draft import Draft
from carepost.doors.web.writing.form import form_of
from carepost.ground.kernel import NotFound, new_id

NOBODY = EmptyState(
    title="Nobody registered here fits that",
    text="Try the NHS number, or the family name and date of birth. "
    "You can only write about patients of this practice.",
)


def compose(request: MemberRequest) -> HttpResponse:
    """Without a patient: find one. With one: write."""
    if "patient" in request.GET:
        return _write(request, _patient_id(request))
    return _find(request) if request.method == "POST" else _ask(request)


def _patient_id(request: MemberRequest) -> UUID:
    try:
        return UUID(request.GET["patient"])
    except ValueError as error:
        raise NotFound("There is no such patient here.") from error


def _ask(request: MemberRequest) -> HttpResponse:
    return answer(request, shell_for(request, quiet=True), FindPatientPage(url=reverse("compose")))


def _find(request: MemberRequest) -> HttpResponse:
    words = request.POST.get("words", "").strip()
    errors = () if words else (FieldError(field="words", text="Type an NHS number or a name"),)
    found = search_patients(actor=request.actor, words=words) if words else None
    page = FindPatientPage(
        url=reverse("compose"),
        words=words,
        results=None if found is None else tuple(_result(patient) for patient in found),
        empty=NOBODY,
        errors=errors,
    )
    return answer(request, shell_for(request, quiet=True), page, 422 if errors else 200)


def _result(patient: Patient) -> PatientResult:
    status = Patient.Status(patient.status)
    return PatientResult(
        patient=line_of(patient), choose_url=address_for(patient.id), note=FLAGS.get(status, "")
    )


def address_for(patient_id: UUID) -> str:
    return f"{reverse('compose')}?{urlencode({'patient': patient_id})}"


def _write(request: MemberRequest, patient_id: UUID) -> HttpResponse:
    patient = patient_to_write_about(actor=request.actor, patient_id=patient_id)
    if request.method != "POST":
        return _draw(request, patient, opened(request, Draft(key=new_id())))

    def send(letter: Letter) -> Message:
        return send_message(actor=request.actor, patient_id=patient.id, letter=letter)

    work = worked(request, send)
    return left(request, work.sent) if work.sent else _draw(request, patient, work)


def left(request: MemberRequest, sent: Message) -> HttpResponse:
    toasts.leave(request, "Taken to be sent. Below each message you see what becomes of it.")
    return redirect("conversation", conversation_id=sent.conversation_id)


def _draw(request: MemberRequest, patient: Patient, work: Worked) -> HttpResponse:
    form = form_of(
        address_for(patient.id), work.draft, work.judged, work.files, work.errors, writer=request.membership
    )
    page = ComposePage(patient=banner_of(patient), form=form, change_patient_url=reverse("compose"))
    return answer(request, shell_for(request, quiet=True, writes=True), page, work.status)
