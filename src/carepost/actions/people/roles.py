"""What somebody's place here allows them, and who takes on what it allows no longer (A10).

Rights hang on the role alone: every member sees and answers every conversation, in whichever team they are. So a change
of team, or between other roles, takes nothing out of anybody's hands: there handing over is offered, and not asked for.
An administrator who becomes less can no longer answer for colleagues let in for a time: another administrator takes
them on in the same transaction, and `undo_hand_over` gives them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from carepost.actions.people.duties import pass_on
from carepost.actions.people.ending import keep_administrators
from carepost.actions.permissions import check_administrator
from carepost.actions.policies.administrators import check_may_be_administrator
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations import places
from carepost.domain.organisations.models import HandOver, Membership
from carepost.ground.kernel import Actor, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """`passed_on`: what another administrator has taken on with it."""

    member: Membership
    passed_on: HandOver | None = None


def change_role(*, actor: Actor, membership_id: UUID, role: Role, heir_id: UUID | None = None) -> Changed:
    """From their next act on. One's own too, if enough administrators stay.

    `heir_id`: who takes on what only an administrator can do; whoever makes the change, if nobody is named.
    """
    check_administrator(actor)
    member = Membership.objects.one_for_update(actor.practice_id, membership_id)
    places.check_is(member, Membership.State.ACTIVE)
    check_may_be_administrator(member, role)
    before = Role(member.role)
    if role is before:
        return Changed(member=member)
    passed_on = None
    if before is Role.ADMINISTRATOR:
        keep_administrators(member)
        passed_on = pass_on(actor, member, heir_id)

    member.role = role
    member.save(update_fields=["role"])

    record(
        actor=actor,
        event=Event.ROLE_CHANGED,
        about={"membership": member.id},
        detail={"name": member.name, "from": before, "to": role},
    )
    return Changed(member=member, passed_on=passed_on)
