"""Answers to somebody who is away go to the team they named, from the first day to the last (I12)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from carepost.actions.people.away import Away, end_own_absence, set_absence, set_own_absence
from carepost.actions.writing.letter import RepliesTo
from carepost.domain.correspondence.models import Conversation
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Absence, Team
from carepost.engines.delivery.models import Envelope
from carepost.ground.kernel import Conflict, NotFound, NotPermitted, Refused, clock
from tests.integration.desk import Desk
from tests.integration.people.leaving import lines

pytestmark = pytest.mark.hazard("HZ-02")
LONDON = ZoneInfo("Europe/London")


def at(day: int, hour: int, minute: int = 0, month: int = 5) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def away(desk: Desk, first: date, back: date | None, team: str = "Nurses") -> Absence:
    with desk.acting():
        chosen = Away(team_id=desk.surgery.team(team).id, first_day=first, back_on=back)
        return set_own_absence(actor=desk.cast.bob, away=chosen)


def letter_of_bob(desk: Desk) -> Envelope:
    to = RepliesTo(membership_id=desk.surgery.members["bob"].id)
    return desk.sent(actor=desk.cast.bob, replies_to=to)


def holder(desk: Desk, envelope: Envelope) -> str:
    found: Conversation = desk.again(envelope.message.conversation)
    return str(found.assigned_team or found.assigned_to)


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        (at(30, 23, 59, month=4), "Bob Okafor"),
        (at(1, 0, 0), "Nurses"),
        (at(4, 12), "Nurses"),  # the bank holiday before the first day back
        (at(4, 23, 59), "Nurses"),
        (at(5, 0, 0), "Bob Okafor"),
    ],
)
def test_answers_go_to_the_team_from_the_first_day_until_the_first_day_back(
    desk: Desk, moment: datetime, who: str
) -> None:
    with clock.at(at(27, 9, month=4)):
        envelope = letter_of_bob(desk)
        away(desk, date(2026, 5, 1), date(2026, 5, 5))
    with clock.at(moment):
        desk.answered(envelope)
    assert holder(desk, envelope) == who


@pytest.mark.parametrize(
    ("first", "back", "begins", "ends"),
    [
        (date(2026, 3, 28), date(2026, 3, 30), "2026-03-28T00:00:00+00:00", "2026-03-29T23:00:00+00:00"),
        (date(2026, 10, 24), date(2026, 10, 26), "2026-10-23T23:00:00+00:00", "2026-10-26T00:00:00+00:00"),
    ],
)
def test_days_are_londons_also_where_the_clocks_change(
    desk: Desk, first: date, back: date, begins: str, ends: str
) -> None:
    with clock.at(at(1, 9, month=3)):
        absence = away(desk, first, back)
    with desk.acting():
        kept = Absence.objects.of(desk.id).get(id=absence.id)
    assert kept.starts_at == datetime.fromisoformat(begins)
    assert kept.ends_at == datetime.fromisoformat(ends)


def test_what_they_have_already_goes_to_the_team_when_an_answer_comes_and_says_why(desk: Desk) -> None:
    with clock.at(at(28, 9, month=4)):
        envelope = letter_of_bob(desk)
        desk.answered(envelope)
        away(desk, date(2026, 4, 28), date(2026, 5, 4))
    with clock.at(at(29, 9, month=4)):
        desk.answered(envelope, "One more thing.")
    assert holder(desk, envelope) == "Nurses"
    said = "Nurses: Bob Okafor is away until 3 May"
    assert lines(desk, envelope.message.conversation)[-1] == ("passed_on", "Carepost", said)


def test_who_is_back_early_has_their_answers_again(desk: Desk) -> None:
    envelope, absence = letter_of_bob(desk), away(desk, clock.today(), None)
    with desk.acting():
        end_own_absence(actor=desk.cast.bob, absence_id=absence.id)
    desk.answered(envelope)
    assert holder(desk, envelope) == "Bob Okafor"
    assert len(desk.entries(Event.ABSENCE_SET)) == len(desk.entries(Event.ABSENCE_ENDED)) == 1
    with desk.acting(), pytest.raises(Conflict, match="over already"):
        end_own_absence(actor=desk.cast.bob, absence_id=absence.id)


def test_where_the_team_has_been_archived_meanwhile_they_keep_their_answers(desk: Desk) -> None:
    envelope = letter_of_bob(desk)
    away(desk, clock.today(), None)
    with desk.acting():
        Team.objects.of(desk.id).filter(name="Nurses").update(archived_at=clock.now())
    desk.answered(envelope)
    assert holder(desk, envelope) == "Bob Okafor"


def test_a_later_word_about_the_same_days_stands_instead(desk: Desk) -> None:
    envelope = letter_of_bob(desk)
    away(desk, clock.today(), None)
    away(desk, clock.today(), None, team="Secretaries")
    desk.answered(envelope)
    assert holder(desk, envelope) == "Secretaries"
    with desk.acting():
        assert Absence.objects.of(desk.id).filter(ended_at=None).count() == 1


@pytest.mark.parametrize("back", [date(2026, 5, 10), None])
def test_whoever_is_away_and_says_when_they_will_be_away_next_stays_away_meanwhile(
    desk: Desk, back: date | None
) -> None:
    """Longer than they had thought, or ill and with leave to come: nothing waits with them until it begins."""
    with clock.at(at(28, 9, month=4)):
        envelope = letter_of_bob(desk)
        away(desk, date(2026, 4, 28), back)
    with clock.at(at(4, 9)):
        away(desk, date(2026, 5, 8), date(2026, 5, 20), team="Secretaries")
        desk.answered(envelope)
    assert holder(desk, envelope) == "Nurses"
    with clock.at(at(9, 9)):
        other = letter_of_bob(desk)
        desk.answered(other)
    assert holder(desk, other) == "Secretaries"
    with clock.at(at(20, 9)):
        third = letter_of_bob(desk)
        desk.answered(third)
    assert holder(desk, third) == "Bob Okafor"


def test_an_administrator_says_it_for_a_colleague_and_nobody_else_does(desk: Desk) -> None:
    chosen = Away(team_id=desk.surgery.team("Nurses").id, first_day=clock.today(), back_on=None)
    bob = desk.surgery.members["bob"].id
    with desk.acting():
        absence = set_absence(actor=desk.cast.dev, membership_id=bob, away=chosen)
        with pytest.raises(NotPermitted):
            set_absence(actor=desk.cast.alice, membership_id=bob, away=chosen)
        with pytest.raises(NotFound):
            end_own_absence(actor=desk.cast.alice, absence_id=absence.id)


def test_a_time_that_is_over_before_it_begins_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="first day back has to come after"):
        away(desk, clock.today(), clock.today())
