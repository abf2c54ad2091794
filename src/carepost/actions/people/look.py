"""Who works here or wants to, and all that is known of one of them: what an approval rests on (A5)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from carepost.actions.people.duties import heirs_of
from carepost.actions.people.judging import judge
from carepost.actions.permissions import check_administrator
from carepost.domain.identity.models import Telephone
from carepost.domain.organisations.models import Introduction, Invitation, Membership, Profile, Question, Team
from carepost.domain.organisations.people import places_of
from carepost.domain.organisations.profiles import clinical_profiles, told_of
from carepost.domain.tenancy.context import acting_for
from carepost.engines.addresses import Classification
from carepost.ground.kernel import Actor, EmailAddress

S = Membership.State
ORDER = [S.AWAITING, S.INVITED, S.ACTIVE, S.SUSPENDED, S.LEFT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One person on one screen. `others_with_it` and `is_switchboard` are about the telephone (A7).

    `heirs`: who could take on what only an administrator has in hand, where they have any of it (A10).
    """

    member: Membership
    teams: tuple[Team, ...]
    address: Classification
    telephone: Telephone | None
    others_with_it: int
    is_switchboard: bool
    profiles: tuple[Profile, ...]
    national: Profile | None
    introduction: Introduction | None
    invitation: Invitation | None
    elsewhere: int
    questions: tuple[Question, ...]
    heirs: tuple[Membership, ...]


def people_here(*, actor: Actor, words: str = "", state: str = "") -> list[Membership]:
    """Everybody with a place here, whoever waits first; `words` are looked for in names, addresses and jobs."""
    check_administrator(actor)
    found = Membership.objects.of(actor.practice_id).select_related("person")
    if state:
        found = found.filter(state=state)
    for word in words.split():
        found = found.filter(
            Q(person__given_name__icontains=word)
            | Q(person__family_name__icontains=word)
            | Q(person__email__icontains=word)
            | Q(job_title__icontains=word)
        )
    by_name = found.order_by("person__family_name", "person__given_name", "id")
    return sorted(by_name, key=lambda member: ORDER.index(S(member.state)))


def how_many_wait(*, actor: Actor) -> int:
    check_administrator(actor)
    waiting = Membership.objects.of(actor.practice_id).filter(state=S.AWAITING, approved_at=None)
    return waiting.count()


def evidence_for(*, actor: Actor, membership_id: UUID) -> Evidence:
    check_administrator(actor)
    here = Membership.objects.select_related(
        "person", "practice", "approved_by__person", "sponsor__person", "reviewed_by__person"
    )
    member = here.one(actor.practice_id, membership_id)
    profiles = clinical_profiles(member)
    telephone = Telephone.objects.filter(person_id=member.person_id).first()
    invitations = Invitation.objects.of(actor.practice_id).select_related("invited_by__person")
    questions = (
        Question.objects.of(actor.practice_id).filter(membership=member).select_related("asked_by__person")
    )
    return Evidence(
        member=member,
        teams=tuple(Team.objects.of(actor.practice_id).filter(places__membership=member).order_by("name")),
        address=_address(member, profiles.first()),
        telephone=telephone,
        others_with_it=_others_with(telephone),
        is_switchboard=telephone is not None
        and _digits(member.practice.telephone) == _digits(telephone.number),
        profiles=tuple(profiles.select_related("attested_by__person")),
        national=told_of(member, Profile.System.CIS2).order_by("-seen_on", "-id").first(),
        introduction=Introduction.objects.of(actor.practice_id)
        .filter(membership=member)
        .order_by("-id")
        .first(),
        invitation=invitations.filter(membership=member).order_by("-id").first(),
        elsewhere=_elsewhere(member),
        questions=tuple(questions.order_by("id")),
        heirs=heirs_of(member),
    )


def _address(member: Membership, profile: Profile | None) -> Classification:
    clinical_name = profile.full_name if profile else ""
    return judge(member.practice, EmailAddress.parse(member.person.email), member.name, clinical_name)


def _others_with(telephone: Telephone | None) -> int:
    if telephone is None:
        return 0
    return Telephone.objects.filter(number=telephone.number).exclude(person=telephone.person_id).count()


def _digits(number: str) -> str:
    """The same for +441632960123 and 01632 960123; "" for none."""
    return "".join(one for one in number if one.isdecimal()).removeprefix("44").removeprefix("0")


def _elsewhere(member: Membership) -> int:
    """At how many other practices; not at which (A9)."""
    with acting_for(None, member.person_id):
        return sum(place.practice_id != member.practice_id for place in places_of(member.person_id))
