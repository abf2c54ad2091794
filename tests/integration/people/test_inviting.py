"""Invited by name: a link that is good once; and a locum who works at once, for a time (A13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

import pytest

from carepost.actions.people.accepting import accept, invitation_for
from carepost.actions.people.inviting import Invited, invite, invite_again, withdraw
from carepost.actions.people.keeping_time import keep_time
from carepost.domain.correspondence.models import Conversation
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Invitation, Membership, Profile
from carepost.domain.organisations.people import hold_place, places_of
from carepost.domain.tenancy.context import acting_for
from carepost.engines.notices.models import Notice
from carepost.engines.notices.words import opened
from carepost.ground.kernel import Actor, Conflict, EmailAddress, NotFound, Refused, Role, clock
from tests.cast import Cast
from tests.integration.desk import Desk
from tests.integration.people.conftest import SEEN, again, told

pytestmark = pytest.mark.hazard("HZ-09")

LOU = Invited(email=EmailAddress.parse("lou.ferry@nhs.example"), given_name="Lou", family_name="Ferry")


def link_of(invitation: Invitation) -> str:
    """The secret of the link in the latest mail to them."""
    notice = Notice.objects.order_by("-asked_at", "-id")[0]
    words = opened(notice.id, bytes(notice.sealed))
    assert words.to == invitation.email
    return words.text.partition(f"/join/invited/{invitation.practice_id}/")[2].split()[0]


def invited(cast: Cast, whom: Invited = LOU) -> tuple[Invitation, str]:
    with acting_for(cast.dev.practice_id):
        made = invite(actor=cast.dev, whom=whom)
    return made, link_of(made)


def lou() -> Person:
    return Person.objects.create_user("lou.ferry@nhs.example", "Lou", "Ferry")


def comes(person: Person, invitation: Invitation, key: str) -> Membership:
    with acting_for(invitation.practice_id):
        return accept(person=person, practice_id=invitation.practice_id, key=key)


def locum(cast: Cast) -> Invited:
    return replace(
        LOU,
        job_title="Locum GP",
        teams=(cast.riverside.team("Doctors").id,),
        ends_on=clock.today() + timedelta(days=3),
        inheritor_id=UUID(cast.alice.id),
        seen=SEEN,
    )


def test_whoever_comes_on_an_invitation_waits_for_approval(cast: Cast) -> None:
    made, key = invited(cast)

    member = comes(lou(), made, key)

    assert (member.state, member.sponsor_id) == (Membership.State.AWAITING, made.invited_by_id)
    assert told(cast.riverside)[-2:] == ["invitation.sent", "invitation.accepted"]


def test_a_link_is_good_once_and_for_one_address(cast: Cast) -> None:
    made, key = invited(cast)
    other = Person.objects.create_user("other@nhs.example", "Ola", "Other")
    with pytest.raises(Refused, match="another address"):
        comes(other, made, key)
    person = lou()
    comes(person, made, key)

    with pytest.raises(NotFound):
        comes(person, made, key)


def test_an_old_link_a_withdrawn_one_and_one_sent_again_are_good_for_nothing(cast: Cast) -> None:
    made, key = invited(cast)
    with acting_for(made.practice_id):
        with clock.at(clock.now() + timedelta(days=15)), pytest.raises(NotFound, match="not good any more"):
            invitation_for(practice_id=made.practice_id, key=key)
        invite_again(actor=cast.dev, invitation_id=made.id)
        newer = link_of(made)
        with pytest.raises(NotFound):
            invitation_for(practice_id=made.practice_id, key=key)
        assert invitation_for(practice_id=made.practice_id, key=newer).id == made.id
        withdraw(actor=cast.dev, invitation_id=made.id)
        with pytest.raises(NotFound):
            invitation_for(practice_id=made.practice_id, key=newer)
        with pytest.raises(Conflict):
            withdraw(actor=cast.dev, invitation_id=made.id)


def test_the_secret_is_kept_as_a_hash_only(cast: Cast) -> None:
    made, key = invited(cast)
    with acting_for(made.practice_id):
        row = Invitation.objects.of(made.practice_id).filter(id=made.id).values().get()

    assert key not in repr(row)
    assert len(key) >= 40


def test_a_shared_address_is_not_invited(cast: Cast) -> None:
    shared = replace(LOU, email=EmailAddress.parse("reception@nhs.example"))
    with acting_for(cast.dev.practice_id), pytest.raises(Refused):
        invite(actor=cast.dev, whom=shared)


def test_an_address_at_which_nobody_may_have_an_account_is_not_invited(cast: Cast) -> None:
    private = replace(LOU, email=EmailAddress.parse("lou.ferry@post.example"))
    with acting_for(cast.dev.practice_id), pytest.raises(Refused, match="not a private address"):
        invite(actor=cast.dev, whom=private)


def test_nobody_is_invited_twice_or_when_here_already(cast: Cast) -> None:
    invited(cast)
    with acting_for(cast.dev.practice_id):
        with pytest.raises(Conflict, match="invited already"):
            invite(actor=cast.dev, whom=LOU)
        bob = cast.riverside.members["bob"].person
        with pytest.raises(Conflict, match="place here already"):
            invite(actor=cast.dev, whom=replace(LOU, email=EmailAddress.parse(bob.email), given_name="Bob"))


def test_nobody_here_for_a_time_is_an_administrator(cast: Cast) -> None:
    with acting_for(cast.dev.practice_id), pytest.raises(Refused, match="ends by itself"):
        invite(actor=cast.dev, whom=replace(locum(cast), role=Role.ADMINISTRATOR))


def test_a_locum_whose_sponsor_has_seen_their_profile_works_at_once(cast: Cast) -> None:
    made, key = invited(cast, locum(cast))

    member = comes(lou(), made, key)

    assert member.state == Membership.State.ACTIVE
    assert (str(member.approved_by_id), str(member.inheritor_id)) == (cast.dev.id, cast.alice.id)


@pytest.mark.parametrize(
    "since",
    [{"state": Membership.State.SUSPENDED}, {"state": Membership.State.LEFT}, {"role": Role.MEMBER}],
    ids=["suspended", "left", "no administrator any more"],
)
def test_a_sponsor_who_cannot_approve_any_more_has_let_nobody_in(cast: Cast, since: dict[str, str]) -> None:
    made, key = invited(cast, locum(cast))
    with acting_for(made.practice_id):
        Membership.objects.of(made.practice_id).filter(id=made.invited_by_id).update(**since)

    member = comes(lou(), made, key)

    assert (member.state, member.approved_at, member.sponsor_id) == (Membership.State.AWAITING, None, None)
    assert member.ends_on == made.ends_on


def test_a_look_of_long_ago_lets_nobody_in_however_often_the_link_was_sent_again(cast: Cast) -> None:
    made, _ = invited(cast, replace(locum(cast), ends_on=clock.today() + timedelta(days=200)))
    with acting_for(made.practice_id), clock.at(clock.now() + timedelta(days=91)):
        invite_again(actor=cast.dev, invitation_id=made.id)
        member = comes(lou(), made, link_of(made))

    assert (member.state, member.approved_at) == (Membership.State.AWAITING, None)


@pytest.mark.parametrize("wrong", [{"user_name": "x" * 101}, {"role": ""}, {"system": Profile.System.CIS2}])
def test_a_profile_that_could_not_be_kept_is_said_before_anybody_is_invited(
    cast: Cast, wrong: dict[str, str]
) -> None:
    """Later, whoever comes on the link would find that it does not work."""
    with acting_for(cast.dev.practice_id), pytest.raises(Refused):
        invite(actor=cast.dev, whom=replace(locum(cast), seen=replace(SEEN, **wrong)))


def test_before_the_first_day_nobody_works_and_on_it_they_do(cast: Cast) -> None:
    first = clock.today() + timedelta(days=2)
    made, key = invited(cast, replace(locum(cast), starts_on=first))
    member = comes(lou(), made, key)
    assert member.state == Membership.State.AWAITING

    with clock.at(datetime.combine(first, time(7), tzinfo=clock.LONDON)), acting_for(member.practice_id):
        keep_time(actor=Actor.system("calendar", member.practice_id))

    assert again(member).state == Membership.State.ACTIVE
    assert told(cast.riverside)[-1] == "membership.began"


@pytest.mark.hazard("HZ-02")
def test_after_the_last_day_the_place_is_over_at_once_and_answers_go_to_the_inheritor(cast: Cast) -> None:
    made, key = invited(cast, locum(cast))
    member, desk = comes(lou(), made, key), Desk(cast)
    actor = member.as_actor()
    sent = desk.send(actor=actor, replies_to=desk.to_team())
    with desk.acting():
        Conversation.objects.of(desk.id).filter(id=sent.conversation_id).update(
            assigned_team=None, assigned_to=member, replies_to_team=None, replies_to_member=member
        )
    assert member.ends_on is not None
    midnight = datetime.combine(member.ends_on + timedelta(days=1), time(0, 1), tzinfo=clock.LONDON)

    with clock.at(midnight):
        with acting_for(None, member.person_id):
            assert places_of(member.person_id) == []
        with desk.acting():
            assert not hold_place(member)
            assert keep_time(actor=Actor.system("calendar", desk.id)) == 1
            assert keep_time(actor=Actor.system("calendar", desk.id)) == 0

    after = desk.again(desk.conversations()[0])
    assert again(member).state == Membership.State.LEFT
    assert str(after.assigned_to_id) == cast.alice.id


def test_on_the_last_day_itself_they_still_work(cast: Cast) -> None:
    made, key = invited(cast, locum(cast))
    member = comes(lou(), made, key)
    assert member.ends_on is not None
    evening = datetime.combine(member.ends_on, time(23, 30), tzinfo=clock.LONDON)

    with clock.at(evening), acting_for(member.practice_id):
        assert keep_time(actor=Actor.system("calendar", member.practice_id)) == 0
        assert hold_place(member)
