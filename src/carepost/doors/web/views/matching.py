"""Needs matching: a person says where a mail belongs, or what else it is, and may take it back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from carepost.actions.conversations.look import search_patients
from carepost.actions.triage.candidates import possible_for
from carepost.actions.triage.confirm import confirm_conversation, confirm_patient, undo_match
from carepost.actions.triage.look import open_arrival
from carepost.actions.triage.settle import settle_arrival, undo_settling
from carepost.actions.triage.splitting import is_being_split
from carepost.domain.correspondence.models import Conversation
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.paging import page_of
from carepost.doors.web import toasts
from carepost.doors.web.asked import id_in
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError, PostAction, Tone
from carepost.doors.web.presenting.matching import matching_item, matching_list
from carepost.doors.web.presenting.set_aside import set_aside_list
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.engines.intake.models import Arrival
from carepost.engines.intake.waiting import set_aside, to_match
from carepost.ground.kernel import NotFound, Refused

CHOOSE = FieldError(field="", text="Choose the patient, having checked two identifiers")


def listed(request: MemberRequest) -> HttpResponse:
    waiting = to_match(request.actor.practice_id)
    page = matching_list(page_of(waiting, request.GET.get("page", "")), waiting.count())
    return answer(request, shell_for(request, "matching"), page)


def put_aside(request: MemberRequest) -> HttpResponse:
    """What was settled without a patient: it can be found again, and taken back."""
    page = set_aside_list(page_of(set_aside(request.actor.practice_id), request.GET.get("page", "")))
    return answer(request, shell_for(request, "matching", quiet=True), page)


def item(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    """The mail and whom it may be about; a POST looks for somebody else."""
    if request.method != "POST":
        return _draw(request, arrival_id)
    words = request.POST.get("words", "").strip()
    if not words:
        fault = FieldError(field="words", text="Type an NHS number or a name")
        return _draw(request, arrival_id, errors=(fault,))
    return _draw(request, arrival_id, words, search_patients(actor=request.actor, words=words))


def _draw(
    request: MemberRequest,
    arrival_id: UUID,
    words: str = "",
    found: list[Patient] | None = None,
    errors: tuple[FieldError, ...] = (),
) -> HttpResponse:
    arrival, reading = open_arrival(actor=request.actor, arrival_id=arrival_id)
    if is_being_split(arrival):
        return redirect("matching-split", arrival_id=arrival_id)
    if arrival.state not in {Arrival.State.NEEDS_MATCHING, Arrival.State.UNREADABLE}:
        return _dealt_with(request, arrival)
    possible = possible_for(arrival)
    page = matching_item(arrival, reading, possible, words=words, found=found, errors=errors)
    return answer(request, shell_for(request, "matching", quiet=True), page, 422 if errors else 200)


def _dealt_with(request: MemberRequest, arrival: Arrival) -> HttpResponse:
    toasts.leave(request, "That message has been dealt with.", tone=Tone.LOOK)
    if arrival.conversation_id:
        return redirect("conversation", conversation_id=arrival.conversation_id)
    return redirect("matching")


def confirm(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    kind, _, row_id = request.POST.get("candidate", "").partition(":")
    if not row_id:
        return _draw(request, arrival_id, errors=(CHOOSE,))
    conversation = _confirmed(request, arrival_id, kind, id_in(row_id, "patient"))
    undo = PostAction(label="Undo", url=reverse("unmatch", args=[arrival_id]))
    toasts.leave(request, "Placed in this conversation.", undo)
    return redirect("conversation", conversation_id=conversation.id)


def _confirmed(request: MemberRequest, arrival_id: UUID, kind: str, row_id: UUID) -> Conversation:
    match kind:
        case "patient":
            return confirm_patient(actor=request.actor, arrival_id=arrival_id, patient_id=row_id)
        case "conversation":
            return confirm_conversation(actor=request.actor, arrival_id=arrival_id, conversation_id=row_id)
        case _:
            raise NotFound("There is no such patient here.")


def outcome(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    """It is something else: practice business, from a patient, not ours, junk."""
    try:
        kind = Arrival.Outcome(request.POST.get("as", ""))
    except ValueError as error:
        raise Refused("Choose what it is from the buttons beside the message.") from error
    settle_arrival(actor=request.actor, arrival_id=arrival_id, outcome=kind)
    undo = PostAction(label="Undo", url=reverse("unsettle", args=[arrival_id]))
    toasts.leave(request, f"Set aside as: {kind.label[:1].lower()}{kind.label[1:]}.", undo)
    return redirect("matching")


def unmatch(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    undo_match(actor=request.actor, arrival_id=arrival_id)
    return _back(request, arrival_id)


def unsettle(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    undo_settling(actor=request.actor, arrival_id=arrival_id)
    return _back(request, arrival_id)


def _back(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    toasts.leave(request, "Taken back: this message needs matching again.")
    return redirect("matching-item", arrival_id=arrival_id)
