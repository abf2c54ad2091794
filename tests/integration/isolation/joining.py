"""A row of each kind that comes with people joining, working and leaving."""

from __future__ import annotations

from datetime import timedelta

from carepost.domain.organisations.models import (
    Absence,
    DetailChange,
    Device,
    FullSignIn,
    HandOver,
    Introduction,
    Invitation,
    KeptForm,
    Membership,
    Profile,
    Question,
    SharingSign,
    TeamRequest,
    Transition,
    Vouching,
)
from carepost.domain.provisioning.models import ProvisioningToken, ScimResource
from carepost.ground.kernel import clock
from tests.integration.desk import Desk


def fill_joining(desk: Desk, member: Membership) -> None:
    now, team, here = clock.now(), desk.surgery.team("Nurses"), {"practice_id": desk.id}
    Absence.objects.create(**here, membership=member, starts_at=now, team=team, set_by=member)
    HandOver.objects.create(**here, membership=member, to_team=team, by=member.name, at=now)
    Introduction.objects.create(
        **here, membership=member, name_typed="New Person", address="n@nhs.example", outcome="review", at=now
    )
    _fill_change(desk, member)
    Profile.objects.create(
        **here, membership=member, system="emis", user_name="made.up", source="attested", seen_on=now.date()
    )
    SharingSign.objects.create(**here, membership=member, kind="two_places", first_at=now, last_at=now)
    Question.objects.create(
        **here, membership=member, text="Which rooms do you work in?", asked_by=member, asked_at=now
    )
    TeamRequest.objects.create(**here, name="Pharmacists", asked_by=member, asked_at=now)
    moving = Transition.objects.create(
        **here, name="The front desk", case="elsewhere", team=team, begun_by=member, begun_at=now
    )
    Invitation.objects.create(
        **here,
        email="new.person@nhs.example",
        given_name="New",
        family_name="Person",
        token_hash="0" * 64,
        invited_by=member,
        invited_at=now,
        expires_at=now + timedelta(days=7),
        transition=moving,
    )
    Vouching.objects.create(
        **here,
        kind="members",
        membership=member,
        reason="The only telephone is lost.",
        first_by=member.person,
        first_at=now,
        expires_at=now + timedelta(days=1),
    )
    computer = Device.objects.create(
        **here, name="Front desk, left", secret_hash="0" * 64, enrolled_by=member, enrolled_at=now
    )
    FullSignIn.objects.create(**here, device=computer, person=member.person, at=now)
    _fill_provisioning(desk, member)
    KeptForm.objects.create(
        **here, person=member.person, path="/compose", why="locked", sealed=b"made up", at=now
    )


def _fill_change(desk: Desk, member: Membership) -> None:
    """One that can be decided: a name needs no proof."""
    name = {"given_name": member.person.given_name, "family_name": member.person.family_name}
    DetailChange.objects.create(
        practice_id=desk.id,
        membership=member,
        detail="name",
        before=member.name,
        after=f"Dr {member.name}",
        parts={"title": "Dr", "known_as": "", **name},
        asked_at=clock.now(),
    )


def _fill_provisioning(desk: Desk, member: Membership) -> None:
    now, here = clock.now(), {"practice_id": desk.id}
    ProvisioningToken.objects.create(
        **here, name="The trust's directory", secret_hash="0" * 64, made_by=member, made_at=now
    )
    ScimResource.objects.create(
        **here, kind="User", handle="new.person", document={}, created_at=now, changed_at=now
    )
