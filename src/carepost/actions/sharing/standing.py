"""Signs that stand in what we know of people: their telephones, their users in the clinical system."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from carepost.actions.permissions import check_system
from carepost.domain.identity.models import Telephone
from carepost.domain.organisations.models import Membership, Practice, Profile, SharingSign
from carepost.domain.organisations.people import members_of
from carepost.ground.kernel import Actor
from carepost.ground.kernel.telephone import dialled

from .signs import raise_sign

Kind = SharingSign.Kind


def look_for_signs(*, actor: Actor) -> int:
    """Raise those that have no open sign and no answer yet; how many were new."""
    check_system(actor)
    members = {one.person_id: one for one in members_of(actor.practice_id)}
    practice = Practice.objects.get(id=actor.practice_id)
    return sum((_telephones(members, practice), _clinical_users(actor.practice_id, members)))


def _telephones(members: dict[UUID, Membership], practice: Practice) -> int:
    own = Telephone.objects.filter(person_id__in=members).exclude(number="")
    numbers = {one.person_id: one.number for one in own}
    owners: defaultdict[str, set[UUID]] = defaultdict(set)
    for number, person_id in Telephone.objects.filter(number__in=set(numbers.values())).values_list(
        "number", "person_id"
    ):
        owners[number].add(person_id)
    switchboard, new = dialled(practice.telephone), 0
    for person_id, number in numbers.items():
        others = owners[number] - {person_id}
        if others:
            here = [str(members[one].id) for one in others if one in members]
            evidence = {"others": sorted(here), "elsewhere": len(others) - len(here)}
            new += _new(members[person_id], Kind.TELEPHONE, evidence)
        if number == switchboard:
            new += _new(members[person_id], Kind.SWITCHBOARD, {})
    return new


def _clinical_users(practice_id: UUID, members: dict[UUID, Membership]) -> int:
    there = Profile.objects.of(practice_id).filter(gone_at=None)
    users: defaultdict[tuple[UUID, str], set[str]] = defaultdict(set)
    for membership_id, system, user_name in there.values_list("membership_id", "system", "user_name"):
        users[membership_id, system].add(user_name.strip().lower())
    by_id = {one.id: one for one in members.values()}
    return sum(
        _new(by_id[who], Kind.CLINICAL_USERS, {"users": sorted(names)})
        for (who, _), names in users.items()
        if len(names) > 1 and who in by_id
    )


def _new(member: Membership, kind: SharingSign.Kind, evidence: dict[str, object]) -> bool:
    """What was seen before, and is as it was, is neither counted nor told again."""
    seen = SharingSign.objects.of(member.practice_id).filter(membership=member.id, kind=kind)
    if seen.filter(evidence=evidence).exists():
        return False
    return raise_sign(member, kind, evidence)
