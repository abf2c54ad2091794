"""The form of a message, drawn from the draft and what we know of its recipients."""

from __future__ import annotations

from collections.abc import Sequence

from carepost.actions.writing import wording
from carepost.actions.writing.recipients import Judged
from carepost.domain.correspondence.models import HeldFile
from carepost.domain.directory.contacts import contacts_of
from carepost.domain.organisations.models import Membership
from carepost.doors.web.presenters.compose import MessageForm, RecipientCard
from carepost.doors.web.presenters.parts import Choice, FieldError, Verdict, VerdictKind
from carepost.doors.web.presenting.files import held as chip
from carepost.doors.web.presenting.people import takers
from carepost.ground.kernel import Actor

from .draft import Draft
from .uploads import LIMIT

KINDS = {
    "accredited": VerdictKind.ACCREDITED,
    "warning": VerdictKind.NOT_ACCREDITED,
    "refused": VerdictKind.CANNOT_SEND,
}


def form_of(
    url: str,
    draft: Draft,
    judged: Sequence[Judged],
    files: Sequence[HeldFile],
    errors: Sequence[FieldError],
    *,
    writer: Membership,
    drift: tuple[str, ...] = (),
    reference: str = "",
) -> MessageForm:
    actor = writer.as_actor()
    return MessageForm(
        url=url,
        key=str(draft.key),
        recipients=tuple(_card(one, draft) for one in judged),
        add_to=draft.add_to,
        add_cc=draft.add_cc,
        known=_known(actor),
        replies_to=takers(actor, draft.replies_to),
        body=draft.body,
        files=tuple(chip(file) for file in files),
        errors=tuple(errors),
        signature=wording.signature(writer, writer.practice).replace("\n", ", "),
        subject=wording.subject(writer.practice, reference or "CP-…, made when you send"),
        limit=LIMIT,
        waits_for=_waits_for(judged, draft),
        drift=drift,
    )


def _card(one: Judged, draft: Draft) -> RecipientCard:
    facts = filter(None, [one.organisation, one.ods_code, one.verdict.list_words])
    return RecipientCard(
        address=str(one.address),
        verdict=Verdict(kind=KINDS[one.verdict.kind], reason=one.verdict.words, rule=one.verdict.rule),
        role="cc" if one.kind == "cc" else "to",
        name=one.name,
        line=" · ".join(facts),
        understood=str(one.address) in draft.understood,
    )


def _known(actor: Actor) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=one.address, label=", ".join(filter(None, [one.name, one.organisation])))
        for one in contacts_of(actor.practice_id)
    )


def _waits_for(judged: Sequence[Judged], draft: Draft) -> str:
    need = sum(
        one.verdict.kind == "refused"
        or (one.verdict.needs_acknowledgement and str(one.address) not in draft.understood)
        for one in judged
    )
    if not need:
        return ""
    return "one address above needs you first" if need == 1 else f"{need} addresses above need you first"
