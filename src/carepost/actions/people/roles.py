"""What somebody's place here allows them."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.people.ending import keep_administrators
from carepost.actions.permissions import check_administrator
from carepost.actions.policies import check_may_be_administrator
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations import places
from carepost.domain.organisations.models import Membership
from carepost.ground.kernel import Actor, Role


def change_role(*, actor: Actor, membership_id: UUID, role: Role) -> Membership:
    """From their next act on. One's own too, if enough administrators stay."""
    check_administrator(actor)
    member = Membership.objects.one_for_update(actor.practice_id, membership_id)
    places.check_is(member, Membership.State.ACTIVE)
    check_may_be_administrator(member, role)
    before = Role(member.role)
    if role is before:
        return member
    if before is Role.ADMINISTRATOR:
        keep_administrators(member)

    member.role = role
    member.save(update_fields=["role"])

    record(
        actor=actor,
        event=Event.ROLE_CHANGED,
        about={"membership": member.id},
        detail={"name": member.name, "from": before, "to": role},
    )
    return member
