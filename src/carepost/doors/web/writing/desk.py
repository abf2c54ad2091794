"""One press of a button on the form of a message: sent, or drawn again with everything that was in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from carepost.actions.policies.letters import check_may_send_with
from carepost.actions.writing.held import contents_of, held_files, let_go
from carepost.actions.writing.letter import Letter, RepliesTo
from carepost.actions.writing.recipients import Judged, judge_recipients
from carepost.domain.correspondence.models import HeldFile, Message
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError
from carepost.ground.kernel import Actor, Conflict, Refused
from carepost.ground.mailkit.compose import OutgoingFile

from .draft import Draft, read, stepped
from .uploads import hold_uploads

Send = Callable[[Letter], Message]


@dataclass(slots=True)
class Worked:
    """What came of it: `sent`, or the draft with its errors. `status` is for the answer."""

    draft: Draft
    judged: list[Judged] = field(default_factory=list)
    files: list[HeldFile] = field(default_factory=list)
    errors: list[FieldError] = field(default_factory=list)
    status: int = 200
    sent: Message | None = None


def opened(request: MemberRequest, draft: Draft) -> Worked:
    """The form as it is first drawn; Refused for whoever could not send it."""
    check_may_send_with(request.membership)
    return Worked(draft, judged=judge_recipients(request.membership.practice, draft.recipients))


def worked(request: MemberRequest, send: Send) -> Worked:
    """1. what was typed goes on cards; 2. new files are kept; 3. every address is judged; 4. sent, if asked."""
    draft, errors = stepped(read(request.POST))
    files = held_files(actor=request.actor, send_key=draft.key, ids=draft.kept)
    errors += hold_uploads(request, draft, files)
    work = Worked(draft, judge_recipients(request.membership.practice, draft.recipients), files, errors)
    if draft.step == "send":
        work.errors += _in_the_way(draft, work.judged, errors)
        if not work.errors:
            _try(request, work, send)
    if work.errors and work.status == 200:
        work.status = 422
    return work


def _in_the_way(draft: Draft, judged: Sequence[Judged], errors: Sequence[FieldError]) -> list[FieldError]:
    found = []
    if not draft.to and not any(error.field == "add_to" for error in errors):
        found.append(FieldError(field="add_to", text="Add at least one address to write to"))
    if not draft.body.strip():
        found.append(FieldError(field="body", text="Write something before sending"))
    return found + [error for one in judged if (error := _objection(one, draft))]


def _objection(one: Judged, draft: Draft) -> FieldError | None:
    address = str(one.address)
    if one.verdict.kind == "refused":
        return FieldError(field=f"add_{one.kind}", text=f"Take {address} out: it cannot be written to")
    if one.verdict.needs_acknowledgement and address not in draft.understood:
        text = f"Say that you understand the warning for {address}, or take it out"
        return FieldError(field=f"understood-{address}", text=text)
    return None


def _try(request: MemberRequest, work: Worked, send: Send) -> None:
    """Send within a savepoint: whatever stops it half-way leaves nothing behind but the draft."""
    try:
        with transaction.atomic():
            files = contents_of(actor=request.actor, files=work.files)
            work.sent = send(_letter(request.actor, work.draft, files))
            let_go(actor=request.actor, send_key=work.draft.key)
    except Conflict as error:
        work.status, work.errors = 409, [FieldError(field="", text=error.reason)]
    except Refused as error:
        work.errors = [FieldError(field="", text=error.reason)]


def _letter(actor: Actor, draft: Draft, files: tuple[OutgoingFile, ...]) -> Letter:
    addresses = draft.recipients
    return Letter(
        key=draft.key,
        to=tuple(address for kind, address in addresses if kind == "to"),
        cc=tuple(address for kind, address in addresses if kind == "cc"),
        text=draft.body,
        files=files,
        understood=draft.understood,
        replies_to=_replies_to(actor, draft.replies_to),
    )


def _replies_to(actor: Actor, chosen: str) -> RepliesTo:
    kind, _, row_id = chosen.partition(":")
    try:
        match kind:
            case "team":
                return RepliesTo(team_id=UUID(row_id))
            case "member":
                return RepliesTo(membership_id=UUID(row_id))
    except ValueError as error:
        raise Refused("Choose who gets the answers.") from error
    return RepliesTo(membership_id=UUID(actor.id))
