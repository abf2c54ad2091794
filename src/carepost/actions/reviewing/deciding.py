"""What an administrator decides about a colleague's access: still needed, or until a day (A11)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from carepost.actions.people.attesting import Seen, attest
from carepost.actions.permissions import check_administrator
from carepost.actions.policies.letters import check_member_can_take, check_team_can_take
from carepost.actions.policies.people import check_bounded, check_can_take_over, check_not_oneself
from carepost.actions.policies.reviewing import check_chosen, check_seen_anew, check_was_looked_up
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations import places
from carepost.domain.organisations.models import Membership, Team
from carepost.domain.organisations.profiles import profile_of
from carepost.domain.organisations.reviewing import review_of
from carepost.ground.kernel import Actor, Role, clock

S = Membership.State


def keep_access(*, actor: Actor, membership_ids: Iterable[UUID]) -> list[Membership]:
    """These still need it; all of them or none. Not one's own, and not where the profile has to be looked up."""
    check_administrator(actor)
    chosen = sorted(set(membership_ids))
    check_chosen(chosen)
    members = [_colleague(actor, one) for one in chosen]
    reviews = [review_of(member, profile_of(member)) for member in members]
    for review in reviews:
        check_was_looked_up(review)

    for review in reviews:
        _keep(actor, review.member, [str(one) for one in review.reasons])

    return members


def keep_access_as_seen(*, actor: Actor, membership_id: UUID, seen: Seen) -> Membership:
    """Looked up in the clinical system just now, and still needed: both at once."""
    check_administrator(actor)
    member = _colleague(actor, membership_id)
    profile = profile_of(member)
    check_seen_anew(profile, seen.on, clock.today())

    attest(actor=actor, membership_id=membership_id, seen=seen)
    _keep(actor, member, [str(one) for one in review_of(member, profile).reasons])

    return member


def set_last_day(
    *,
    actor: Actor,
    membership_id: UUID,
    ends_on: date | None,
    inheritor_id: UUID | None = None,
    inheriting_team_id: UUID | None = None,
) -> Membership:
    """The place ends by itself after this day, and whoever is named has what they hold; until then the sponsor, or else
    whoever says so, answers for it. None: it goes on, and nobody need answer for it.
    """
    check_administrator(actor)
    member = _colleague(actor, membership_id)
    check_bounded(Role(member.role), member.starts_on, ends_on, clock.today())
    heir = _heir(member, inheritor_id)
    team = Team.objects.one(actor.practice_id, inheriting_team_id) if inheriting_team_id else None
    check_team_can_take(team)

    member.ends_on, member.inheritor, member.inheriting_team = ends_on, heir, team
    member.sponsor_id = (member.sponsor_id or _by(actor)) if ends_on else None
    member.save(update_fields=["ends_on", "inheritor", "inheriting_team", "sponsor"])

    record(
        actor=actor,
        event=Event.MEMBERSHIP_LAST_DAY_SET,
        about={"membership": member.id},
        detail={"name": member.name, "last_day": ends_on.isoformat() if ends_on else ""},
    )
    return member


def _colleague(actor: Actor, membership_id: UUID) -> Membership:
    """Nobody looks at their own access: another administrator does."""
    member = Membership.objects.one_for_update(actor.practice_id, membership_id)
    check_not_oneself(member, actor.id)
    places.check_is(member, S.ACTIVE)
    return member


def _heir(member: Membership, inheritor_id: UUID | None) -> Membership | None:
    if inheritor_id is None:
        return None
    heir = Membership.objects.one(member.practice_id, inheritor_id)
    check_can_take_over(member, heir)
    check_member_can_take(heir)
    return heir


def _keep(actor: Actor, member: Membership, reasons: list[str]) -> None:
    member.reviewed_at, member.reviewed_by_id, member.review_told = clock.now(), _by(actor), []
    member.save(update_fields=["reviewed_at", "reviewed_by", "review_told"])
    record(
        actor=actor,
        event=Event.MEMBERSHIP_REVIEWED,
        about={"membership": member.id},
        detail={"name": member.name, "reasons": reasons},
    )


def _by(actor: Actor) -> UUID | None:
    return None if actor.is_system else UUID(actor.id)
