"""A list of the clinical system's users laid beside the people here: looked at first, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from carepost.actions.permissions import check_administrator
from carepost.actions.policies.reviewing import check_list_is_of, check_somebody_is_there
from carepost.actions.reviewing.names import is_called
from carepost.actions.reviewing.users import Fault, users_in
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.organisations.profiles import ATTESTED_FOR, latest_profiles
from carepost.engines.clinical_systems.listed import ListOfUsers
from carepost.engines.clinical_systems.port import ClinicalSystem, Says, User
from carepost.ground.kernel import Actor, clock, new_id

S = Membership.State


class Outcome(StrEnum):
    """Of one person here, or of one user there."""

    GONE = "gone"
    SOMEBODY_ELSE = "somebody_else"
    PRESENT = "present"
    LEFT_ALONE = "left_alone"
    NOT_HERE = "not_here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The file's bytes, of which system it is, and the day it was written out there."""

    raw: bytes
    system: Profile.System
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """`profile` is that of somebody here, and `user` who stands in the list; one of them may be missing."""

    outcome: Outcome
    words: str
    profile: Profile | None = None
    user: User | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """With a fault nothing is done."""

    found: tuple[Found, ...]
    faults: tuple[Fault, ...]


def look_at_users(*, actor: Actor, exported: Exported) -> Laid:
    """What the list says of the people here. Nothing is changed."""
    check_administrator(actor)
    return _laid(actor, exported)[1]


def lay_users(*, actor: Actor, exported: Exported) -> Laid:
    """Who is on it was seen that day, for 90 days; who is missing is gone there, for the review. Nobody is stopped.

    Nothing of the list is kept but what it says of the people here.
    """
    check_administrator(actor)
    users, laid = _laid(actor, exported)
    if laid.faults:
        return laid
    check_somebody_is_there(any(_is_on_it(one) for one in laid.found))

    for one in laid.found:
        if one.profile is not None and one.user is not None and one.outcome is Outcome.PRESENT:
            _seen(actor, one.profile, one.user, users)
        elif one.profile is not None and one.outcome is Outcome.GONE:
            _gone(actor, one.profile)

    record(
        actor=actor,
        event=Event.CLINICAL_LIST_LAID,
        about={"import": new_id()},
        detail={"system": exported.system, "day": exported.on.isoformat(), **dict(_counts(laid))},
    )
    return laid


def _is_on_it(one: Found) -> bool:
    return one.profile is not None and one.user is not None and one.outcome is not Outcome.SOMEBODY_ELSE


def _laid(actor: Actor, exported: Exported) -> tuple[ListOfUsers, Laid]:
    check_list_is_of(exported.on, clock.today())
    users, faults = users_in(exported.raw, system=exported.system, as_of=exported.on)
    # Each as it is until this ends, so that nobody attests in between.
    members = Membership.objects.of(actor.practice_id).exclude(state__in=[S.LEFT, S.INVITED])
    here = {
        one.id: one for one in members.select_related("person").select_for_update(of=("self",)).order_by("id")
    }
    profiles = [one for one in latest_profiles(actor.practice_id).values() if one.membership_id in here]
    for profile in profiles:
        profile.membership = here[profile.membership_id]
    found = [_compared(actor, users, one) for one in profiles if one.system == exported.system]
    strangers = [_not_here(user) for user in users.others(one.user_name for one in profiles)]
    return users, Laid(found=(*found, *strangers), faults=tuple(faults))


def _compared(actor: Actor, system: ClinicalSystem, profile: Profile) -> Found:
    answer = system.ask(profile.system, profile.user_name)
    outcome, words = _outcome(actor, system, profile, answer.says, answer.user)
    return Found(outcome=outcome, words=words, profile=profile, user=answer.user)


def _outcome(
    actor: Actor, system: ClinicalSystem, profile: Profile, says: Says, user: User | None
) -> tuple[Outcome, str]:
    if str(profile.membership_id) == actor.id:
        return Outcome.LEFT_ALONE, "You yourself: another administrator looks at yours."
    if says is Says.CANNOT_SAY:
        return Outcome.LEFT_ALONE, "This list cannot say anything of them."
    if _is_known_better(profile, system.as_of, says):
        return Outcome.LEFT_ALONE, "What is known already is of this day or a later one."
    if user is not None and not is_called(user.full_name, profile):
        return Outcome.SOMEBODY_ELSE, "This user name is another person's in the list. Look them up by hand."
    if says is Says.GONE:
        words = "May not work there any more." if user else "Does not stand in the list."
        return Outcome.GONE, words
    return Outcome.PRESENT, "Seen there, for 90 days."


def _is_known_better(profile: Profile, on: date, says: Says) -> bool:
    """From a later day, or the same from this one. A list that is put right the same day counts again."""
    if profile.gone_at is not None:
        return says is Says.GONE or on < profile.gone_at.astimezone(clock.LONDON).date()
    if profile.seen_on == on and profile.source == Profile.Source.LISTED:
        return says is Says.PRESENT
    return profile.seen_on > on or (profile.seen_on == on and says is Says.GONE)


def _not_here(user: User) -> Found:
    return Found(outcome=Outcome.NOT_HERE, words="No account here has this user name.", user=user)


def _seen(actor: Actor, before: Profile, user: User, system: ClinicalSystem) -> None:
    """A profile of its own; the one before stays, with who said so."""
    profile = Profile.objects.create(
        practice_id=actor.practice_id,
        membership=before.membership,
        system=before.system,
        user_name=before.user_name,
        full_name=user.full_name,
        role=user.role or before.role,
        source=Profile.Source.LISTED,
        seen_on=system.as_of,
        attested_by_id=None if actor.is_system else UUID(actor.id),
        attested_at=clock.now(),
        due_on=system.as_of + ATTESTED_FOR,
    )
    _record(actor, Event.PROFILE_LISTED, profile)


def _gone(actor: Actor, profile: Profile) -> None:
    profile.gone_at = clock.now()
    profile.save(update_fields=["gone_at"])
    _record(actor, Event.PROFILE_GONE, profile)


def _record(actor: Actor, event: Event, profile: Profile) -> None:
    record(
        actor=actor,
        event=event,
        about={"membership": profile.membership_id, "profile": profile.id},
        detail={"system": profile.system, "user_name": profile.user_name, "role": profile.role},
    )


def _counts(laid: Laid) -> Iterator[tuple[str, int]]:
    for outcome in Outcome:
        yield outcome.value, sum(one.outcome is outcome for one in laid.found)
