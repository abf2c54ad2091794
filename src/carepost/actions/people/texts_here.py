"""Whether a code by text message may be a second step at this practice, and whom it concerns (A6)."""

from __future__ import annotations

from carepost.actions.notices.mailing import mail
from carepost.actions.people import words
from carepost.actions.permissions import check_administrator
from carepost.domain.identity.second_steps import with_nothing_but_text
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership, Practice
from carepost.ground.kernel import Actor


def who_needs_texts(*, actor: Actor) -> list[Membership]:
    """People here whose only second step is a code by text message, by family name."""
    check_administrator(actor)
    rows = Membership.objects.of(actor.practice_id).exclude(state=Membership.State.LEFT)
    here = list(rows.select_related("person").order_by("person__family_name", "person__given_name", "id"))
    found = with_nothing_but_text(one.person_id for one in here)
    return [one for one in here if one.person_id in found]


def allow_texts(*, actor: Actor, allowed: bool) -> None:
    """From now on it may, or may not. Who has nothing else is told by mail and sets up another at the next sign-in."""
    check_administrator(actor)
    practice = Practice.objects.select_for_update().get(id=actor.practice_id)
    if practice.sms_allowed == allowed:
        return
    practice.sms_allowed = allowed
    practice.save(update_fields=["sms_allowed"])

    told = [] if allowed else who_needs_texts(actor=actor)
    said = words.texts_switched_off()
    for one in told:
        mail(one.person.email, said)
    detail = {"allowed": allowed, "told": [one.name for one in told]}
    record(actor=actor, event=Event.TEXT_POLICY, about={}, detail=detail)
