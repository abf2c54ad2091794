"""A practice moves off a shared log-in: nothing is stranded or sent anew with it, and it closes on its day (A3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.actions.people.ending import suspend
from carepost.actions.people.roles import change_role
from carepost.actions.practices.found import add_member
from carepost.actions.record.look import read_story_of_transition
from carepost.actions.transitions.beginning import begin_elsewhere, begin_here, give_to_team
from carepost.actions.transitions.ending import close_what_is_due, set_closing_date, undo_transition
from carepost.actions.transitions.look import list_transitions, progress_of
from carepost.actions.transitions.reminding import remind
from carepost.domain.correspondence.models import Conversation
from carepost.domain.identity.models import Person
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Invitation, Membership, Team, Transition
from carepost.doors.jobs.calendar import turn_the_page
from carepost.doors.web.presenting.moving import move_page
from carepost.engines.notices.models import Notice
from carepost.ground.kernel import Conflict, NotFound, NotPermitted, Refused, Role, clock
from tests.cast import Cast
from tests.integration.desk import Desk

FRONT_DESK = "Front desk"


def shared(desk: Desk) -> Membership:
    return desk.surgery.members["bob"]


def place(desk: Desk, member: Membership) -> Membership:
    with desk.acting():
        return Membership.objects.one(desk.id, member.id)


def held_by_bob(desk: Desk, count: int) -> list[Conversation]:
    """Conversations whose answers go to Bob's log-in."""
    to_bob = desk.to_member(shared(desk))
    return [desk.send(replies_to=to_bob).conversation for _ in range(count)]


def begun(desk: Desk, cast: Cast, days: int = 14) -> Transition:
    """Bob's log-in is shared: its inbox is the team's, and it closes in `days`."""
    with desk.acting():
        transition = begin_here(actor=cast.dev, membership_id=shared(desk).id)
        give_to_team(actor=cast.dev, transition_id=transition.id, signature="The front desk")
        closes_on = clock.today() + timedelta(days=days)
        return set_closing_date(actor=cast.dev, transition_id=transition.id, closes_on=closes_on)


def team_of(desk: Desk, transition: Transition) -> Team:
    with desk.acting():
        return Team.objects.get(practice_id=desk.id, id=transition.team_id)


@pytest.mark.hazard("HZ-02")
def test_what_a_shared_log_in_held_and_its_answers_go_to_a_team_of_its_name(desk: Desk, cast: Cast) -> None:
    [conversation] = held_by_bob(desk, 1)
    [envelope] = desk.envelopes()
    desk.deliver()

    transition = begun(desk, cast)
    desk.answered(envelope)

    assert team_of(desk, transition).name == "Bob Okafor"
    assert desk.again(conversation).assigned_team_id == transition.team_id
    assert [one["moved"]["conversations"] for one in desk.details(Event.TRANSITION_TEAM_CHOSEN)] == [1]


@pytest.mark.hazard("HZ-09")
def test_nothing_new_is_sent_with_it_from_that_hour_and_it_can_still_be_read(desk: Desk, cast: Cast) -> None:
    with desk.acting():
        begin_here(actor=cast.dev, membership_id=shared(desk).id)

    with pytest.raises(Refused, match="This log-in is shared"):
        desk.send(actor=cast.bob)
    assert place(desk, shared(desk)).state == Membership.State.ACTIVE
    assert desk.envelopes() == []


def test_the_teams_letters_are_signed_with_a_name_and_the_words_it_inherited(desk: Desk, cast: Cast) -> None:
    team = team_of(desk, begun(desk, cast))

    sent = desk.send(actor=cast.alice, replies_to=desk.to_team(team.name))

    raw = desk.frozen(desk.envelope(sent)).decode()
    assert "Aisha Barton, GP\r\nThe front desk\r\nRiverside Surgery" in raw


def test_on_the_day_after_its_last_it_closes_by_itself_with_nothing_left_in_it(
    desk: Desk, cast: Cast
) -> None:
    transition = begun(desk, cast, days=2)
    late = held_directly(desk, cast)

    with desk.acting():
        assert close_what_is_due(actor=desk.system) == 0
    with clock.at(clock.now() + timedelta(days=3)), desk.acting():
        assert close_what_is_due(actor=desk.system) == 1
        assert close_what_is_due(actor=desk.system) == 0

    assert place(desk, shared(desk)).state == Membership.State.LEFT
    assert desk.again(late).assigned_team_id == transition.team_id
    with desk.acting():
        assert [one.state for one in list_transitions(actor=cast.dev)] == [Transition.State.CLOSED]


def held_directly(desk: Desk, cast: Cast) -> Conversation:
    """Something that came to lie with the log-in after the hand-over."""
    conversation = desk.send(actor=cast.alice).conversation
    with desk.acting():
        Conversation.objects.of(desk.id).filter(id=conversation.id).update(assigned_to=shared(desk))
    return conversation


def administrators_log_in(desk: Desk, cast: Cast) -> Transition:
    """Carol's, who is one of only two administrators: its last day is tomorrow."""
    carol = desk.surgery.members["carol"]
    with desk.acting():
        change_role(actor=desk.system, membership_id=carol.id, role=Role.ADMINISTRATOR)
        transition = begin_here(actor=cast.dev, membership_id=carol.id)
        give_to_team(actor=cast.dev, transition_id=transition.id)
        closes_on = clock.today() + timedelta(days=1)
        return set_closing_date(actor=cast.dev, transition_id=transition.id, closes_on=closes_on)


def test_the_log_in_of_an_administrator_stays_until_two_others_can_run_the_practice(
    desk: Desk, cast: Cast
) -> None:
    transition = administrators_log_in(desk, cast)

    with clock.at(clock.now() + timedelta(days=3)), desk.acting():
        assert close_what_is_due(actor=desk.system) == 0
        progress = progress_of(actor=cast.dev, transition_id=transition.id)
        assert "practice needs two others first" in move_page(progress, []).lead
    assert place(desk, desk.surgery.members["carol"]).state == Membership.State.ACTIVE


@pytest.mark.hazard("HZ-02")
def test_what_cannot_be_done_in_one_practice_holds_up_no_other(desk: Desk, cast: Cast) -> None:
    administrators_log_in(desk, cast)
    theirs = Desk(cast, cast.millbrook)
    pat = Person.objects.create_user("pat@y90002.example", "Pat", "New")
    shared_there = add_member(actor=theirs.system, person=pat, role=Role.MEMBER)
    with theirs.acting():
        transition = begin_here(actor=cast.mallory, membership_id=shared_there.id)
        give_to_team(actor=cast.mallory, transition_id=transition.id)
        closes_on = clock.today() + timedelta(days=1)
        set_closing_date(actor=cast.mallory, transition_id=transition.id, closes_on=closes_on)

    with clock.at(clock.now() + timedelta(days=3)):
        turn_the_page()

    assert place(theirs, shared_there).state == Membership.State.LEFT
    assert place(desk, desk.surgery.members["carol"]).state == Membership.State.ACTIVE


def test_until_then_all_of_it_can_be_taken_back(desk: Desk, cast: Cast) -> None:
    first, second = held_by_bob(desk, 2)
    transition = begun(desk, cast)

    with desk.acting():
        back = undo_transition(actor=cast.dev, transition_id=transition.id)

    assert back == 2
    for conversation in (first, second):
        assert desk.again(conversation).replies_to_member_id == shared(desk).id
    desk.send(actor=cast.bob)
    with desk.acting(), pytest.raises(Conflict, match="has ended"):
        undo_transition(actor=cast.dev, transition_id=transition.id)


def test_a_log_in_elsewhere_gets_a_team_of_its_name_and_stops_nothing(desk: Desk, cast: Cast) -> None:
    with desk.acting():
        transition = begin_elsewhere(actor=cast.dev, name=f" {FRONT_DESK} ")
        give_to_team(actor=cast.dev, transition_id=transition.id)
        give_to_team(actor=cast.dev, transition_id=transition.id)  # pressed twice

        assert Team.objects.of(desk.id).filter(name=FRONT_DESK).count() == 1
    desk.send(actor=cast.bob)


@pytest.mark.parametrize("days", [0, -1, 91])
def test_the_closing_date_is_ahead_and_not_far(desk: Desk, cast: Cast, days: int) -> None:
    with desk.acting():
        transition = begin_elsewhere(actor=cast.dev, name=FRONT_DESK)
        give_to_team(actor=cast.dev, transition_id=transition.id)
        with pytest.raises(Refused, match="from tomorrow on, at most 90 days"):
            set_closing_date(
                actor=cast.dev, transition_id=transition.id, closes_on=clock.today() + timedelta(days=days)
            )


def test_no_date_before_it_is_settled_who_has_the_inbox(desk: Desk, cast: Cast) -> None:
    with desk.acting():
        transition = begin_elsewhere(actor=cast.dev, name=FRONT_DESK)
        with pytest.raises(Refused, match="Choose the team"):
            set_closing_date(
                actor=cast.dev, transition_id=transition.id, closes_on=clock.today() + timedelta(days=5)
            )


def test_people_are_reminded_seven_three_and_one_days_before_and_once_each(desk: Desk, cast: Cast) -> None:
    transition, began = begun(desk, cast, days=10), clock.now()
    with desk.acting():
        Invitation.objects.create(
            practice_id=desk.id,
            transition=transition,
            email="sam.new@nhs.example",
            given_name="Sam",
            family_name="New",
            token_hash="0" * 64,
            invited_at=began,
            expires_at=began + timedelta(days=14),
        )
    said = []
    for day in range(12):
        with clock.at(began + timedelta(days=day)), desk.acting():
            reminded = [remind(actor=desk.system) for _ in range(2)]
            said += [day] if any(reminded) else []
            assert reminded[1] == 0

    assert said == [3, 7, 9]
    assert (
        Notice.objects.count() == 1 + 3 * 3
    )  # when it begins; then the one invited, the log-in, the administrator


def test_two_cannot_begin_for_one_log_in_nor_one_for_oneself(desk: Desk, cast: Cast) -> None:
    with desk.acting():
        begin_here(actor=cast.dev, membership_id=shared(desk).id)
        with pytest.raises(Conflict, match="already"):
            begin_here(actor=cast.dev, membership_id=shared(desk).id)
        with pytest.raises(Refused, match="signed in with this log-in yourself"):
            begin_here(actor=cast.dev, membership_id=desk.surgery.members["dev"].id)
        suspend(actor=cast.dev, membership_id=desk.surgery.members["alice"].id, reason="Made up.")
        with pytest.raises(Conflict, match="suspended"):
            begin_here(actor=cast.dev, membership_id=desk.surgery.members["alice"].id)


def test_the_story_is_read_from_the_ledger(desk: Desk, cast: Cast) -> None:
    transition = begun(desk, cast)
    with desk.acting():
        other = begin_elsewhere(actor=cast.dev, name=FRONT_DESK)
        deeds = read_story_of_transition(actor=cast.dev, transition_id=transition.id)

        assert [entry.event for entry in deeds.page.rows] == [
            "transition.date_set",
            "transition.team_chosen",
            "transition.begun",
        ]
        assert len(read_story_of_transition(actor=cast.dev, transition_id=other.id).page.rows) == 1


@pytest.mark.hazard("HZ-09")
def test_only_administrators_move_people_and_only_in_their_practice(desk: Desk, cast: Cast) -> None:
    transition = begun(desk, cast)
    with desk.acting(), pytest.raises(NotPermitted):
        begin_elsewhere(actor=cast.carol, name=FRONT_DESK)
    theirs = Desk(cast, cast.millbrook)
    with theirs.acting():
        for verb in (progress_of, undo_transition, read_story_of_transition, give_to_team):
            with pytest.raises(NotFound):
                verb(actor=cast.mallory, transition_id=transition.id)
        with pytest.raises(NotFound):
            begin_here(actor=cast.mallory, membership_id=shared(desk).id)
