"""An administrator lets somebody in, asks, or says no and why (A5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from carepost.actions.people.approving import answer_question, approve, ask, refuse
from carepost.domain.organisations.models import Membership, TeamMembership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Conflict, NotPermitted, Refused, Role, clock
from tests.cast import Cast
from tests.integration.people.conftest import SEEN, Comes, again, attested, told

pytestmark = pytest.mark.hazard("HZ-09")


def test_nobody_works_here_before_their_profile_was_seen(cast: Cast, comes: Comes) -> None:
    member = comes()

    with acting_for(member.practice_id), pytest.raises(Refused, match="no profile in your clinical system"):
        approve(actor=cast.dev, membership_id=member.id)

    assert again(member).state == Membership.State.AWAITING


def test_a_profile_seen_long_ago_is_looked_up_again(cast: Cast, comes: Comes) -> None:
    member = attested(cast, comes(), replace(SEEN, on=clock.today() - timedelta(days=91)))

    with acting_for(member.practice_id), pytest.raises(Refused, match="more than 90 days"):
        approve(actor=cast.dev, membership_id=member.id)


def test_an_approved_person_is_at_work_in_their_teams(cast: Cast, comes: Comes) -> None:
    member, nurses = attested(cast, comes()), cast.riverside.team("Nurses")

    with acting_for(member.practice_id):
        approve(actor=cast.dev, membership_id=member.id, role=Role.CLINICAL_LEAD, teams=[nurses.id])
        teams = list(TeamMembership.objects.of(member.practice_id).filter(membership=member))

    now = again(member)
    assert (now.state, now.role, str(now.approved_by_id)) == ("active", "clinical_lead", cast.dev.id)
    assert [place.team_id for place in teams] == [nurses.id]
    assert told(cast.riverside)[-1] == "membership.approved"


def test_whoever_begins_next_week_is_approved_and_not_yet_at_work(cast: Cast, comes: Comes) -> None:
    member = attested(cast, comes(starts_on=clock.today() + timedelta(days=7)))

    with acting_for(member.practice_id):
        approve(actor=cast.dev, membership_id=member.id)
        assert again(member).state == Membership.State.AWAITING
        with pytest.raises(Conflict, match="approved already"):
            approve(actor=cast.dev, membership_id=member.id)


def test_whoever_is_refused_reads_why(cast: Cast, comes: Comes) -> None:
    member = comes()

    with acting_for(member.practice_id):
        with pytest.raises(Refused, match="Say why"):
            refuse(actor=cast.dev, membership_id=member.id, reason=" ")
        refuse(actor=cast.dev, membership_id=member.id, reason="You work at Millbrook.")

    assert (again(member).state, again(member).state_reason) == ("left", "You work at Millbrook.")


def test_a_question_is_answered_by_whom_it_was_for_and_once(cast: Cast, comes: Comes) -> None:
    member, other = comes(), comes("Finn")

    with acting_for(member.practice_id):
        question = ask(actor=cast.dev, membership_id=member.id, text="Which rooms do you work in?")
        with pytest.raises(Conflict):
            answer_question(place=other, question_id=question.id, text="All of them")
        answered = answer_question(place=member, question_id=question.id, text="The dispensary")
        with pytest.raises(Conflict):
            answer_question(place=member, question_id=question.id, text="Another")

    assert answered.answer == "The dispensary"
    assert told(cast.riverside)[-2:] == ["membership.asked", "membership.answered"]


def test_nobody_here_for_a_time_is_approved_as_an_administrator(cast: Cast, comes: Comes) -> None:
    """The place ends by itself, and with it would end the practice's last administrator."""
    erin = attested(cast, comes(ends_on=clock.today() + timedelta(days=5)))

    with acting_for(erin.practice_id), pytest.raises(Refused, match="cannot be an administrator"):
        approve(actor=cast.dev, membership_id=erin.id, role=Role.ADMINISTRATOR)


@pytest.mark.parametrize("name", ["alice", "bob", "carol"])
def test_only_administrators_let_people_in(cast: Cast, comes: Comes, name: str) -> None:
    member = attested(cast, comes())

    with acting_for(member.practice_id), pytest.raises(NotPermitted):
        approve(actor=cast.riverside.actor(name), membership_id=member.id)
