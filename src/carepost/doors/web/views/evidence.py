"""The evidence of delivery of one recipient's copy."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from carepost.actions.delivering.look import evidence_of
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenting.evidence import evidence
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer


def show(request: MemberRequest, envelope_id: UUID) -> HttpResponse:
    envelope, attempts, copies = evidence_of(actor=request.actor, envelope_id=envelope_id)
    return answer(request, shell_for(request, quiet=True), evidence(envelope, attempts, copies))
