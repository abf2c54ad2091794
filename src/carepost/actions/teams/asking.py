"""A member asks for a team; an administrator makes it, or says why not."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.permissions import can_administer, check_administrator, check_member, check_sender
from carepost.actions.teams.making import make_team
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import TeamRequest
from carepost.ground.kernel import Actor, Conflict, Refused, clock

State = TeamRequest.State


def ask_for_team(*, actor: Actor, name: str, reason: str = "") -> TeamRequest:
    check_sender(actor)
    wanted = " ".join(name.split())
    if not wanted:
        raise Refused("Say what the team should be called.")

    request = TeamRequest.objects.create(
        practice_id=actor.practice_id,
        name=wanted[:100],
        reason=reason.strip()[:300],
        asked_by_id=UUID(actor.id),
        asked_at=clock.now(),
    )

    detail = {"name": request.name, "reason": request.reason}
    record(actor=actor, event=Event.TEAM_ASKED_FOR, about={"request": request.id}, detail=detail)
    return request


def grant_team(*, actor: Actor, request_id: UUID) -> TeamRequest:
    """Make the team asked for, under the name asked for."""
    check_administrator(actor)
    request = _open(actor, request_id)
    make_team(actor=actor, name=request.name)
    return _decide(actor, request, State.MADE, "")


def refuse_team(*, actor: Actor, request_id: UUID, answer: str) -> TeamRequest:
    """With the reason, which whoever asked can read."""
    check_administrator(actor)
    if not answer.strip():
        raise Refused("Say why not: whoever asked will read it.")
    return _decide(actor, _open(actor, request_id), State.REFUSED, answer.strip()[:300])


def requests_for_teams(*, actor: Actor) -> list[TeamRequest]:
    """What waits, longest first, for administrators; for others their own, the newest first."""
    check_member(actor)
    rows = TeamRequest.objects.of(actor.practice_id).select_related("asked_by__person")
    if can_administer(actor):
        return list(rows.filter(state=State.WAITING).order_by("asked_at", "id"))
    return list(rows.filter(asked_by_id=UUID(actor.id)).order_by("-asked_at", "-id")[:10])


def _open(actor: Actor, request_id: UUID) -> TeamRequest:
    request = TeamRequest.objects.one_for_update(actor.practice_id, request_id)
    if request.state != State.WAITING:
        raise Conflict("A colleague has answered this already.")
    return request


def _decide(actor: Actor, request: TeamRequest, state: State, answer: str) -> TeamRequest:
    request.state, request.answer = state, answer
    request.decided_by_id, request.decided_at = UUID(actor.id), clock.now()
    request.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    detail = {"name": request.name, "answer": answer, "made": state == State.MADE}
    record(actor=actor, event=Event.TEAM_REQUEST_ANSWERED, about={"request": request.id}, detail=detail)
    return request
