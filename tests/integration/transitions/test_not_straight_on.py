"""Moving off a shared log-in, when it does not go straight on: another team, too early, too late (A3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.actions.delivering.settle import decide_send
from carepost.actions.teams.making import make_team
from carepost.actions.transitions.beginning import begin_elsewhere, begin_here, give_to_team
from carepost.actions.transitions.ending import set_closing_date, undo_transition
from carepost.actions.transitions.inviting import invite_off
from carepost.actions.transitions.look import progress_of
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Invitation, Membership, Team, TeamMembership, Transition
from carepost.doors.jobs.calendar import turn_the_page
from carepost.doors.web.presenting.moving import move_page
from carepost.ground.kernel import EmailAddress, Refused, clock
from tests.cast import Cast
from tests.doubles.ways_out import refuses
from tests.integration.desk import Desk
from tests.integration.transitions.test_moving_off import (
    administrators_log_in,
    begun,
    held_by_bob,
    place,
    shared,
)


def asked_to(desk: Desk, cast: Cast, transition: Transition, name: str) -> Invitation:
    with desk.acting():
        return invite_off(
            actor=cast.dev,
            transition_id=transition.id,
            email=EmailAddress.parse(f"{name}.new@nhs.net"),
            given_name=name,
            family_name="New",
        )


@pytest.mark.hazard("HZ-09")
def test_a_log_in_that_cannot_close_yet_keeps_no_other_open(desk: Desk, cast: Cast) -> None:
    administrators_log_in(desk, cast)
    begun(desk, cast, days=1)

    with clock.at(clock.now() + timedelta(days=3)):
        turn_the_page()

    assert place(desk, shared(desk)).state == Membership.State.LEFT
    assert place(desk, desk.surgery.members["carol"]).state == Membership.State.ACTIVE


@pytest.mark.hazard("HZ-09")
def test_whoever_sits_at_a_shared_log_in_does_not_open_it_again(desk: Desk, cast: Cast) -> None:
    transition = administrators_log_in(desk, cast)
    carol = place(desk, desk.surgery.members["carol"]).as_actor()

    with desk.acting(), pytest.raises(Refused, match="signed in with this log-in yourself"):
        undo_transition(actor=carol, transition_id=transition.id)


@pytest.mark.hazard("HZ-02")
def test_another_team_chosen_later_has_all_that_nobody_has_worked_on(desk: Desk, cast: Cast) -> None:
    [conversation] = held_by_bob(desk, 1)
    with desk.acting():
        first, second = (make_team(actor=cast.dev, name=name) for name in ("First", "Second"))
        transition = begin_here(actor=cast.dev, membership_id=shared(desk).id)
        give_to_team(actor=cast.dev, transition_id=transition.id, team_id=first.id)

        given = give_to_team(actor=cast.dev, transition_id=transition.id, team_id=second.id)

    assert given.moved == 1
    assert desk.again(conversation).replies_to_team_id == second.id
    assert place(desk, shared(desk)).inheriting_team_id == second.id


def test_a_team_signs_as_before_when_another_has_it_or_all_is_taken_back(desk: Desk, cast: Cast) -> None:
    with desk.acting():
        teams = [make_team(actor=cast.dev, name=name) for name in ("First", "Second")]
        Team.objects.of(desk.id).filter(id__in=[one.id for one in teams]).update(signature="Ours")
        transition = begin_here(actor=cast.dev, membership_id=shared(desk).id)

        def signed(team: Team, words: str) -> list[str]:
            give_to_team(actor=cast.dev, transition_id=transition.id, team_id=team.id, signature=words)
            return [Team.objects.one(desk.id, one.id).signature for one in teams]

        assert signed(teams[0], "The front desk") == ["The front desk", "Ours"]
        assert signed(teams[0], "Front desk") == ["Front desk", "Ours"]
        assert signed(teams[1], "Front desk") == ["Ours", "Front desk"]
        undo_transition(actor=cast.dev, transition_id=transition.id)
        assert [Team.objects.one(desk.id, one.id).signature for one in teams] == ["Ours", "Ours"]


def test_whoever_was_invited_before_there_was_a_team_is_in_it(desk: Desk, cast: Cast) -> None:
    with desk.acting():
        transition = begin_here(actor=cast.dev, membership_id=shared(desk).id)
        asked = [asked_to(desk, cast, transition, name) for name in ("Sam", "Lou", "Kim")]
        for one, state in zip(asked[1:], ("awaiting", "active"), strict=True):
            person = Person.objects.create_user(one.email, one.given_name, "New")
            one.membership = Membership.objects.create(practice_id=desk.id, person=person, state=state)
            one.state = Invitation.State.ACCEPTED
            one.save()

        team = give_to_team(actor=cast.dev, transition_id=transition.id).team

        assert Invitation.objects.one(desk.id, asked[0].id).teams == [str(team.id)]
        placed = TeamMembership.objects.of(desk.id).filter(team=team).values_list("membership_id", flat=True)
        assert set(placed) == {one.membership_id for one in asked[1:]}


def test_a_name_too_long_for_a_team_is_said_at_once(desk: Desk, cast: Cast) -> None:
    with desk.acting(), pytest.raises(Refused, match="at most 100 characters"):
        begin_elsewhere(actor=cast.dev, name="x" * 101)


def test_a_link_that_is_good_no_more_is_said_with_the_way_to_a_new_one(desk: Desk, cast: Cast) -> None:
    transition = begun(desk, cast, days=30)
    asked_to(desk, cast, transition, "Sam")
    with clock.at(clock.now() + timedelta(days=15)), desk.acting():
        (sam,) = move_page(progress_of(actor=cast.dev, transition_id=transition.id), []).invited

    assert "The link is good no more" in sam.said
    assert sam.next is not None
    assert sam.next.label == "Send it again, or withdraw it"


@pytest.mark.hazard("HZ-09")
def test_what_failed_is_sent_again_by_somebody_under_their_own_name(desk: Desk, cast: Cast) -> None:
    desk.send()
    desk.deliver(refuses)
    envelope = desk.envelope()
    with desk.acting():
        begin_here(actor=cast.dev, membership_id=shared(desk).id)

        with pytest.raises(Refused, match="This log-in is shared"):
            decide_send(actor=cast.bob, envelope_id=envelope.id, decision="send_again")
        decide_send(actor=cast.alice, envelope_id=envelope.id, decision="send_again")


def test_of_a_log_in_elsewhere_it_is_not_said_that_nobody_can_use_it(desk: Desk, cast: Cast) -> None:
    with desk.acting():
        transition = begin_elsewhere(actor=cast.dev, name="Front desk")
        give_to_team(actor=cast.dev, transition_id=transition.id)
        tomorrow = clock.today() + timedelta(days=1)
        set_closing_date(actor=cast.dev, transition_id=transition.id, closes_on=tomorrow)
    with clock.at(clock.now() + timedelta(days=3)):
        turn_the_page()
        with desk.acting():
            page = move_page(progress_of(actor=cast.dev, transition_id=transition.id), [])

    assert "nobody can sign in" not in page.lead
    assert "closed by whoever runs it" in page.lead
