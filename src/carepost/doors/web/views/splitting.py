"""One letter about several patients: a person says which piece is about whom, and may take it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.conversations.look import search_patients
from carepost.actions.triage.candidates import possible_for
from carepost.actions.triage.split import place_pieces
from carepost.actions.triage.splitting import Kind, how_cut, open_to_split
from carepost.actions.triage.unsplit import take_back
from carepost.doors.web import toasts
from carepost.doors.web.asked import id_in
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError, Tone
from carepost.doors.web.presenting.parts import take_back_action
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.presenting.splitting import Asked, split_page
from carepost.doors.web.render import answer
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Conflict, NotFound, Refused
from carepost.ground.mailkit.pieces import By

NO_WORDS = FieldError(field="words", text="Type an NHS number or a name")
CHOOSE = FieldError(field="", text="Choose the patient, having checked two identifiers")
CAN_BE_SEEN = {Arrival.State.NEEDS_MATCHING, Arrival.State.SPLIT}


def split(request: MemberRequest, arrival_id: UUID) -> HttpResponse:
    """The letter in its pieces; a POST looks for a patient, or places what is ticked."""
    if request.method != "POST":
        return _draw(request, arrival_id, request.GET.get("by", By.PARAGRAPHS), Asked())
    asked, seen = Asked(ticked=_ticked(request)), request.POST.get("seen", "")
    match request.POST.get("do"):
        case "place":
            return _place(request, arrival_id, asked, seen)
        case "nobody":
            return _put(request, arrival_id, asked, seen)
        case _:
            return _find(request, arrival_id, asked, seen)


def back(request: MemberRequest, arrival_id: UUID, number: int) -> HttpResponse:
    take_back(actor=request.actor, arrival_id=arrival_id, number=number)
    toasts.leave(request, "Taken back: these pieces are to be placed again.")
    return redirect("matching-split", arrival_id=arrival_id)


def _find(request: MemberRequest, arrival_id: UUID, asked: Asked, seen: str) -> HttpResponse:
    words = request.POST.get("words", "").strip()
    if not words:
        return _draw(request, arrival_id, seen, replace(asked, errors=(NO_WORDS,)), 422)
    found = search_patients(actor=request.actor, words=words)
    return _draw(request, arrival_id, seen, replace(asked, words=words, found=found))


def _place(request: MemberRequest, arrival_id: UUID, asked: Asked, seen: str) -> HttpResponse:
    kind, _, row_id = request.POST.get("candidate", "").partition(":")
    match kind:
        case "":
            return _draw(request, arrival_id, seen, replace(asked, errors=(CHOOSE,)), 422)
        case "patient":
            return _put(request, arrival_id, asked, seen, patient_id=id_in(row_id, "patient"))
        case "conversation":
            return _put(request, arrival_id, asked, seen, conversation_id=id_in(row_id, "patient"))
        case _:
            raise NotFound("There is no such patient here.")


def _put(
    request: MemberRequest,
    arrival_id: UUID,
    asked: Asked,
    seen: str,
    patient_id: UUID | None = None,
    conversation_id: UUID | None = None,
) -> HttpResponse:
    """Place what is ticked; what cannot be is told on the page, with the ticks kept."""
    try:
        placement = place_pieces(
            actor=request.actor,
            arrival_id=arrival_id,
            patient_id=patient_id,
            conversation_id=conversation_id,
            pieces=frozenset(at for kind, at in asked.ticked if kind == Kind.TEXT),
            attachments=frozenset(at for kind, at in asked.ticked if kind == Kind.FILE),
            seen=seen,
        )
    except (Conflict, Refused) as told:
        error = FieldError(field="", text=told.reason)
        status = 409 if isinstance(told, Conflict) else 422
        return _draw(request, arrival_id, seen, replace(asked, errors=(error,)), status)
    undo = take_back_action(arrival_id, placement.number, "Undo")
    if placement.arrival.state == Arrival.State.SPLIT:
        toasts.leave(request, "Every piece is placed: this letter needs nobody any more.", undo)
        return redirect("matching")
    toasts.leave(request, "Placed. The letter waits until all of its pieces are.", undo)
    return redirect("matching-split", arrival_id=arrival_id)


def _draw(request: MemberRequest, arrival_id: UUID, by: str, asked: Asked, status: int = 200) -> HttpResponse:
    """`by` says how it is cut: "lines", or all that a form had seen."""
    splitting = open_to_split(actor=request.actor, arrival_id=arrival_id, by=how_cut(by))
    if splitting.arrival.state not in CAN_BE_SEEN:
        toasts.leave(request, "That message has been dealt with.", tone=Tone.LOOK)
        return redirect("matching")
    page = split_page(splitting, possible_for(splitting.arrival), asked)
    return answer(request, shell_for(request, "matching", quiet=True), page, status)


def _ticked(request: MemberRequest) -> frozenset[tuple[str, int]]:
    texts, files = request.POST.getlist("piece"), request.POST.getlist("file")
    return frozenset([*_numbered(Kind.TEXT.value, texts), *_numbered(Kind.FILE.value, files)])


def _numbered(kind: str, values: Iterable[str]) -> list[tuple[str, int]]:
    try:
        return [(kind, int(value)) for value in values]
    except ValueError as error:
        raise NotFound("This letter has no such piece. Load the page again.") from error
