"""Invitations made from a list: who is here or invited already, and the rows."""

from __future__ import annotations

from dataclasses import fields
from uuid import UUID

from carepost.actions.people.inviting import issue
from carepost.actions.provisioning.wanted import Wanted
from carepost.domain.organisations.models import Invitation, Membership, Practice
from carepost.ground.kernel import Actor

SAID = tuple(each.name for each in fields(Wanted) if each.name not in {"email", "notes"})
"""what an invitation repeats of a line"""


def standing(practice_id: UUID) -> tuple[dict[str, Membership], dict[str, Invitation]]:
    """By address: who has or awaits a place here, and who is invited. Other practices are not looked at."""
    places = Membership.objects.of(practice_id).exclude(state=Membership.State.LEFT).select_related("person")
    waiting = Invitation.objects.of(practice_id).filter(state=Invitation.State.WAITING).order_by("id")
    return {one.person.email.lower(): one for one in places}, {one.email: one for one in waiting}


def differs(invitation: Invitation, whom: Wanted) -> list[str]:
    """What the line says otherwise, in words."""
    changed = [name for name in SAID if getattr(invitation, name) != getattr(whom, name)]
    return [name.replace("_", " ").removesuffix(" on") for name in changed]


def invite_listed(actor: Actor, practice: Practice, whom: Wanted, before: Invitation | None) -> Invitation:
    """A new invitation, whose mail is on its way, or the waiting one brought up to date."""
    said = {name: getattr(whom, name) for name in SAID}
    if before is not None:
        Invitation.objects.of(practice.id).filter(id=before.id).update(**said)
        return before
    return issue(actor, practice, email=whom.email, **said)
