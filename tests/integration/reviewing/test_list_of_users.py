"""The practice's own list of its clinical system's users: who is there, who is gone, and never a guess (A5, A11)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from carepost.actions.reviewing.listing import Exported, Laid, Outcome, lay_users, look_at_users
from carepost.actions.reviewing.users import users_in
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Membership, Profile
from carepost.domain.organisations.reviewing import Why
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Refused, clock
from tests.cast import Cast
from tests.integration.people.conftest import again, told
from tests.integration.reviewing.conftest import reasons, seen, settled

pytestmark = pytest.mark.hazard("HZ-09")

HEAD = "User name,Full name,Role,Date created\n"
ERIN = 'ERIN.STONE,"STONE, Erin (Ms)",Lead nurse,01/02/2020\n'


def exported(text: str, *, system: str = "emis", on: date | None = None) -> Exported:
    return Exported(raw=text.encode(), system=Profile.System(system), on=on or clock.today())


def laid(cast: Cast, text: str, *, verb: object = lay_users, **more: object) -> Laid:
    with acting_for(cast.riverside.practice.id):
        return verb(actor=cast.dev, exported=exported(text, **more))  # type: ignore[operator]


def profiles(member: Membership) -> list[Profile]:
    with acting_for(member.practice_id):
        return list(Profile.objects.of(member.practice_id).filter(membership=member).order_by("id"))


def outcomes(found: Laid) -> list[Outcome]:
    return [one.outcome for one in found.found]


def test_whoever_stands_in_it_was_seen_on_its_day(cast: Cast) -> None:
    member, yesterday = settled(cast, "Erin", days=80), clock.today() - timedelta(days=1)

    found = laid(cast, HEAD + ERIN, on=yesterday)

    assert outcomes(found) == [Outcome.PRESENT]
    before, now = profiles(member)
    assert (now.source, now.seen_on, now.due_on) == ("listed", yesterday, yesterday + timedelta(days=90))
    assert (now.role, now.user_name, str(now.attested_by_id)) == ("Lead nurse", "erin.stone", cast.dev.id)
    assert (before.source, reasons(member)) == ("attested", [])
    assert told(cast.riverside)[-2:] == [Event.PROFILE_LISTED, Event.CLINICAL_LIST_LAID]


def test_whoever_is_missing_is_gone_and_goes_on_working_until_somebody_decides(cast: Cast) -> None:
    erin, finn = settled(cast, "Erin"), settled(cast, "Finn")

    found = laid(cast, HEAD + ERIN)

    assert sorted(outcomes(found)) == [Outcome.GONE, Outcome.PRESENT]
    assert (reasons(erin), reasons(finn), again(finn).state) == ([], [Why.GONE], Membership.State.ACTIVE)
    assert Event.PROFILE_GONE in told(cast.riverside)


def test_whoever_may_not_work_there_any_more_is_gone(cast: Cast) -> None:
    settled(cast, "Erin")
    finn = settled(cast, "Finn")

    laid(cast, "username,name,status\nerin.stone,Erin Stone,Active\nfinn.stone,Finn Stone,Inactive\n")

    assert reasons(finn) == [Why.GONE]


def test_a_user_name_that_another_person_has_now_proves_nothing(cast: Cast, erin: Membership) -> None:
    settled(cast, "Finn")
    found = laid(cast, HEAD + "erin.stone,Edward Marsh,GP,\nfinn.stone,Finn Stone,GP,\n")

    assert Outcome.SOMEBODY_ELSE in outcomes(found)
    assert len(profiles(erin)) == 1


@pytest.mark.parametrize(
    "name", ["Erin Stone", "STONE Erin", "Dr E. Stone", "Stone, E", "Mrs Érin Stone-Webb"]
)
def test_the_same_person_is_written_in_many_ways(cast: Cast, erin: Membership, name: str) -> None:
    assert outcomes(laid(cast, f'user name;name\nerin.stone;"{name}"\n', verb=look_at_users)) == [
        Outcome.PRESENT
    ]


@pytest.mark.parametrize("name", ["Stone", "Frank Stone", "Erin Marsh", "E"])
def test_a_name_that_could_be_another_persons_is_not_taken(cast: Cast, erin: Membership, name: str) -> None:
    found = laid(cast, f"user name,name\nerin.stone,{name}\n", verb=look_at_users)

    assert outcomes(found) == [Outcome.SOMEBODY_ELSE]


def test_users_without_an_account_here_are_told_and_kept_nowhere(cast: Cast, erin: Membership) -> None:
    found = laid(cast, HEAD + ERIN + "nurse.locum,Nell Locum,Nurse,\n")

    assert outcomes(found) == [Outcome.PRESENT, Outcome.NOT_HERE]
    with acting_for(erin.practice_id):
        assert not Profile.objects.of(erin.practice_id).filter(user_name="nurse.locum").exists()


def test_a_look_changes_nothing_and_the_same_list_twice_neither(cast: Cast) -> None:
    erin, finn = settled(cast, "Erin"), settled(cast, "Finn")
    laid(cast, HEAD + ERIN, verb=look_at_users)
    assert (len(profiles(erin)), reasons(finn)) == (1, [])

    laid(cast, HEAD + ERIN)
    gone_at = profiles(finn)[0].gone_at
    again_laid = laid(cast, HEAD + ERIN)

    assert set(outcomes(again_laid)) == {Outcome.LEFT_ALONE}
    assert (len(profiles(erin)), profiles(finn)[0].gone_at) == (2, gone_at)


def test_a_list_that_is_put_right_the_same_day_counts(cast: Cast) -> None:
    erin, finn = settled(cast, "Erin"), settled(cast, "Finn")
    laid(cast, HEAD + ERIN)
    assert reasons(finn) == [Why.GONE]

    laid(cast, HEAD + "finn.stone,Finn Stone,GP,\n")

    assert (reasons(erin), reasons(finn)) == ([Why.GONE], [])


def test_an_older_list_undoes_nothing_that_is_known_since(cast: Cast, erin: Membership) -> None:
    finn, three_ago = settled(cast, "Finn", days=1), clock.today() - timedelta(days=3)
    laid(cast, HEAD + ERIN, on=three_ago)
    assert reasons(finn) == [], "seen by somebody after that list"

    with acting_for(erin.practice_id):
        Profile.objects.of(erin.practice_id).filter(membership=erin).update(gone_at=clock.now())
    found = laid(cast, HEAD + ERIN + "finn.stone,Finn Stone,GP,\n", on=clock.today() - timedelta(days=2))

    assert set(outcomes(found)) == {Outcome.LEFT_ALONE}
    assert reasons(erin) == [Why.GONE]


def test_other_systems_are_left_alone(cast: Cast, erin: Membership) -> None:
    with pytest.raises(Refused, match="Nobody here would be seen"):
        laid(cast, HEAD + ERIN, system="systmone")
    assert reasons(erin) == []


def test_a_list_of_another_practice_finds_nobody_gone(cast: Cast, erin: Membership) -> None:
    with pytest.raises(Refused, match="Is it the whole list, of this practice"):
        laid(cast, HEAD + "some.body,Somebody Else,GP,\n")
    assert reasons(erin) == []


def test_nobody_sees_themselves_anew(cast: Cast, erin: Membership) -> None:
    dev = cast.riverside.members["dev"]
    seen(dev, days=100, user="dev.patel")

    laid(cast, HEAD + ERIN + "dev.patel,Dev Patel,Manager,\n")

    assert len(profiles(dev)) == 1


def test_with_one_wrong_line_nothing_is_done(cast: Cast, erin: Membership) -> None:
    text = "user name,name,status\nerin.stone,Erin Stone,\n,Nobody,\nx.y,,\nERIN.STONE,Erin Stone,\na.b,A B,perhaps\n"

    found = laid(cast, text)

    assert [(one.line, one.words[:24]) for one in found.faults] == [
        (3, "The user name is missing"),
        (4, "The name is missing: wit"),
        (5, "The same user name stand"),
        (6, "We do not know this stat"),
    ]
    assert len(profiles(erin)) == 1


@pytest.mark.parametrize(("days", "words"), [(-1, "in the future"), (15, "older than 14 days")])
def test_a_list_is_of_a_day_that_says_something(cast: Cast, days: int, words: str) -> None:
    with pytest.raises(Refused, match=words):
        laid(cast, HEAD + ERIN, on=clock.today() - timedelta(days=days))


def test_columns_are_read_by_what_people_call_them_and_others_are_not_read() -> None:
    text = "Surname;Login;Forename;Smartcard\nStone;e.s;Erin;123\n"

    users, faults = users_in(text.encode(), system="emis", as_of=clock.today())

    assert faults == []
    assert [(one.user_name, one.full_name) for one in users.users.values()] == [("e.s", "Erin Stone")]


def test_a_list_without_user_names_is_refused() -> None:
    with pytest.raises(Refused, match="has none called user name"):
        users_in(b"name,role\nErin Stone,Nurse\n", system="emis", as_of=clock.today())
