"""Two people of the platform stand for an administrator: the first of a practice, or when all are lost (A5, A8)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from carepost.actions.notices.tell import tell
from carepost.actions.permissions import check_platform
from carepost.actions.platform.places import actor_at, approver_at
from carepost.actions.policies.administrators import check_needs_first, check_other_person, check_says_how
from carepost.domain.identity.models import PlatformPlace
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations import places
from carepost.domain.organisations.administrators import administrators_of
from carepost.domain.organisations.models import Membership, Vouching
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, EmailAddress, NotFound, Role, clock

GOOD_FOR = timedelta(hours=24)
S = Membership.State


def vouch(
    *, actor: Actor, practice_id: UUID, membership_id: UUID, kind: Vouching.Kind, reason: str
) -> Vouching:
    """The first of two; or the second within 24 hours, and the person is an administrator from then on. Used once."""
    check_platform(actor)
    if kind is Vouching.Kind.MEMBERS:
        raise NotFound("Only members of the practice do this. Choose one of the buttons of the page.")
    approver = approver_at(actor)
    with acting_for(practice_id):
        member = Membership.objects.select_related("person", "practice").one_for_update(
            practice_id, membership_id
        )
        check_says_how(reason)
        check_needs_first(kind, len(administrators_of(practice_id)))
        here = actor_at(approver, practice_id)
        waiting = _waiting(member, kind)
        if waiting is None:
            return _begin(here, member, kind, reason)
        check_other_person(waiting, approver)
        return _finish(here, waiting, member)


def _waiting(member: Membership, kind: Vouching.Kind) -> Vouching | None:
    """The first word, of somebody who is an approver still."""
    approvers = PlatformPlace.objects.filter(role=PlatformPlace.Role.APPROVER, ended_at=None)
    rows = Vouching.objects.of(member.practice_id).select_for_update(of=("self",))
    going_on = rows.filter(second_at=None, withdrawn_at=None, expires_at__gt=clock.now())
    theirs = going_on.filter(membership=member, kind=kind, first_by__in=approvers.values("person"))
    return theirs.order_by("id").last()


def _begin(actor: Actor, member: Membership, kind: Vouching.Kind, reason: str) -> Vouching:
    now = clock.now()
    vouching = Vouching.objects.create(
        practice_id=member.practice_id,
        kind=kind,
        membership=member,
        reason=reason.strip(),
        first_by_id=UUID(actor.id),
        first_at=now,
        expires_at=now + GOOD_FOR,
    )
    _record(actor, Event.VOUCHING_BEGUN, vouching)
    _tell_everybody(member, "Somebody of the platform has asked that")
    return vouching


def _finish(actor: Actor, vouching: Vouching, member: Membership) -> Vouching:
    vouching.second_by_id, vouching.second_at = UUID(actor.id), clock.now()
    vouching.save(update_fields=["second_by", "second_at"])
    if member.state == S.LEFT:
        places.move(member, S.AWAITING)
    if member.state != S.ACTIVE:
        places.move(member, S.ACTIVE)
    member.role, member.ends_on, member.approved_at = Role.ADMINISTRATOR, None, clock.now()
    member.save(update_fields=["role", "ends_on", "approved_at"])
    _record(actor, Event.VOUCHING_DONE, vouching)
    _tell_everybody(member, "Two people of the platform have stood for it:")
    return vouching


def _tell_everybody(member: Membership, begin: str) -> None:
    """Every administrator there is, and the person: whoever did not expect it can say so."""
    told = {one.person.email for one in (member, *administrators_of(member.practice_id))}
    for address in sorted(told):
        tell(
            to=EmailAddress.parse(address),
            subject="An administrator of your practice",
            text=(
                f"{begin} {member.name} becomes a practice administrator at {member.practice.name} in Carepost.\n\n"
                "If you did not expect this, ring whoever runs Carepost for you at once.\n"
            ),
        )


def _record(actor: Actor, event: Event, vouching: Vouching) -> None:
    record(
        actor=actor,
        event=event,
        about={"membership": vouching.membership_id, "vouching": vouching.id},
        detail={"kind": vouching.kind, "reason": vouching.reason},
    )
