"""What only a practice administrator has in hand: answering for colleagues let in for a time (A10, A13)."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.people.handing_over import hand_part
from carepost.actions.people.holdings.places import Sponsorships
from carepost.actions.policies.people import check_answers_for_others
from carepost.domain.organisations.administrators import administrators_of
from carepost.domain.organisations.models import HandOver, Membership
from carepost.domain.organisations.people import hold_place
from carepost.ground.kernel import Actor, Refused, Role

DUTIES = Sponsorships()


def heirs_of(member: Membership) -> tuple[Membership, ...]:
    """The other administrators at work, where this one answers for somebody; else nobody, and nothing is asked."""
    if member.role != Role.ADMINISTRATOR or not DUTIES.count(member):
        return ()
    return tuple(one for one in administrators_of(member.practice_id) if one.id != member.id)


def pass_on(actor: Actor, member: Membership, heir_id: UUID | None) -> HandOver | None:
    """To the heir, or else to whoever makes the change; None where there is nothing to pass on."""
    number = DUTIES.count(member)
    if not number:
        return None
    heir_id = heir_id or (UUID(actor.id) if actor.kind == "member" else None)
    if heir_id is None or heir_id == member.id:
        held = DUTIES.words(number)
        raise Refused(f"{member.name} has {held}. Choose another practice administrator who takes that on.")
    heir = Membership.objects.one(member.practice_id, heir_id)
    check_answers_for_others(heir, held=hold_place(heir))
    return hand_part(actor, member, heir, DUTIES)
