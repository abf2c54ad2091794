"""Teams as the practice keeps them: who is in which, who is there, what becomes of one that is archived."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.actions.teams.archiving import archive_team, held_by_team, restore_team
from carepost.actions.teams.asking import ask_for_team, grant_team, refuse_team, requests_for_teams
from carepost.actions.teams.filling import change_places, places_by_role
from carepost.actions.teams.look import teams_by_people
from carepost.actions.teams.making import make_team, rename_team
from carepost.domain.correspondence.models import Conversation
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Absence, Membership, Profile, Team, TeamMembership
from carepost.ground.kernel import Conflict, NotFound, NotPermitted, Refused, clock, new_id
from tests.cast import Cast
from tests.integration.desk import Desk


def place(desk: Desk, who: str, team: str) -> tuple[object, object]:
    return desk.surgery.members[who].id, desk.surgery.team(team).id


def in_team(desk: Desk, team: str) -> set[str]:
    with desk.acting():
        rows = TeamMembership.objects.of(desk.id).filter(team__name=team)
        return {row.membership.person.given_name for row in rows.select_related("membership__person")}


def test_a_practice_begins_with_the_six_teams(desk: Desk) -> None:
    with desk.acting():
        found = teams_by_people(actor=desk.cast.bob)

    names = [team.name for team in found.teams]
    assert names == ["Doctors", "Nurses", "Admin", "Reception", "Secretaries", "Prescribing"]


def test_an_administrator_ticks_people_into_teams_and_out_of_them(desk: Desk, cast: Cast) -> None:
    bob, carol = place(desk, "bob", "Nurses"), place(desk, "carol", "Doctors")
    with desk.acting():
        changed = change_places(actor=cast.dev, joining=[bob], leaving=[carol])

    assert changed == 2
    assert (in_team(desk, "Nurses"), in_team(desk, "Doctors")) == ({"Bob"}, {"Aisha"})
    assert (len(desk.entries(Event.TEAM_JOINED)), len(desk.entries(Event.TEAM_LEFT))) == (1, 1)


def test_what_is_so_already_changes_nothing_and_says_nothing(desk: Desk, cast: Cast) -> None:
    with desk.acting():
        changed = change_places(
            actor=cast.dev,
            joining=[place(desk, "alice", "Doctors")],
            leaving=[place(desk, "bob", "Nurses")],
        )

    assert (changed, desk.entries(Event.TEAM_JOINED), desk.entries(Event.TEAM_LEFT)) == (0, [], [])


def test_cover_counts_who_is_at_work_now(desk: Desk, cast: Cast) -> None:
    now, carol = clock.now(), desk.surgery.members["carol"]
    with desk.acting():
        Absence.objects.create(
            practice_id=desk.id,
            membership=carol,
            set_by=carol,
            team=desk.surgery.team("Doctors"),
            starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(days=1),
        )
        found = teams_by_people(actor=cast.dev)

    cover = {team.name: found.at_work(team) for team in found.teams}
    assert (cover["Doctors"], cover["Reception"], cover["Nurses"]) == (1, 1, 0)


def test_people_in_no_team_are_suggested_where_their_clinical_role_belongs(desk: Desk, cast: Cast) -> None:
    with desk.acting():
        TeamMembership.objects.of(desk.id).delete()
        Profile.objects.create(
            practice_id=desk.id,
            membership=desk.surgery.members["bob"],
            system="systmone",
            user_name="bokafor",
            role="Medical Secretary",
            source="attested",
            seen_on=clock.now().date(),
        )
        suggested = places_by_role(actor=cast.dev)

    assert set(suggested) == {
        place(desk, "bob", "Secretaries"),  # by the clinical system, though the job title says receptionist
        place(desk, "alice", "Doctors"),
        place(desk, "carol", "Doctors"),
        place(desk, "dev", "Admin"),
    }


def test_a_team_is_made_and_renamed_and_no_two_have_one_name(desk: Desk, cast: Cast) -> None:
    with desk.acting():
        team = make_team(actor=cast.dev, name="  Pharmacists ")
        rename_team(actor=cast.dev, team_id=team.id, name="Clinical pharmacists")
        with pytest.raises(Refused, match="called Nurses is there already"):
            make_team(actor=cast.dev, name="nurses")
        with pytest.raises(Refused, match="Give the team a name"):
            rename_team(actor=cast.dev, team_id=team.id, name=" ")

    with desk.acting():
        assert Team.objects.one(desk.id, team.id).name == "Clinical pharmacists"


@pytest.mark.hazard("HZ-02")
def test_what_an_archived_team_had_goes_to_the_team_that_takes_over(desk: Desk, cast: Cast) -> None:
    """Reply to an archived team: it comes to the heir."""
    sent = desk.send()
    envelope = desk.envelope(sent)
    desk.deliver()
    doctors, nurses = desk.surgery.team("Doctors"), desk.surgery.team("Nurses")
    with desk.acting():
        held = held_by_team(actor=cast.dev, team_id=doctors.id)
        moved = archive_team(actor=cast.dev, team_id=doctors.id, heir_id=nurses.id)

    desk.answered(envelope)

    with desk.acting():
        conversation = Conversation.objects.one(desk.id, sent.conversation_id)
    assert (held, moved) == (1, 1)
    assert conversation.assigned_team_id == nurses.id


@pytest.mark.hazard("HZ-02")
def test_whoever_named_an_archived_team_to_take_over_has_named_its_heir(desk: Desk, cast: Cast) -> None:
    doctors, nurses = desk.surgery.team("Doctors"), desk.surgery.team("Nurses")
    bob = desk.surgery.members["bob"]
    with desk.acting():
        Membership.objects.of(desk.id).filter(id=bob.id).update(inheriting_team=doctors)
        away = Absence.objects.create(
            practice_id=desk.id, membership=bob, set_by=bob, team=doctors, starts_at=clock.now()
        )
        archive_team(actor=cast.dev, team_id=doctors.id, heir_id=nurses.id)

        assert Membership.objects.one(desk.id, bob.id).inheriting_team_id == nurses.id
        assert Absence.objects.one(desk.id, away.id).team_id == nurses.id


def test_an_archived_team_comes_back_with_its_people(desk: Desk, cast: Cast) -> None:
    doctors, nurses = desk.surgery.team("Doctors"), desk.surgery.team("Nurses")
    with desk.acting():
        archive_team(actor=cast.dev, team_id=doctors.id, heir_id=nurses.id)
        assert doctors.id not in {team.id for team in teams_by_people(actor=cast.dev).teams}
        with pytest.raises(Conflict, match="archived already"):
            archive_team(actor=cast.dev, team_id=doctors.id, heir_id=nurses.id)
        restore_team(actor=cast.dev, team_id=doctors.id)

    assert in_team(desk, "Doctors") == {"Aisha", "Carol"}


def test_a_team_cannot_take_over_from_itself_or_after_it_was_archived(desk: Desk, cast: Cast) -> None:
    doctors, nurses, admin = (desk.surgery.team(name) for name in ("Doctors", "Nurses", "Admin"))
    with desk.acting():
        with pytest.raises(Refused, match="another team"):
            archive_team(actor=cast.dev, team_id=doctors.id, heir_id=doctors.id)
        archive_team(actor=cast.dev, team_id=nurses.id, heir_id=admin.id)
        with pytest.raises(Refused, match="archived"):
            archive_team(actor=cast.dev, team_id=doctors.id, heir_id=nurses.id)


def test_a_member_asks_and_an_administrator_makes_it_or_says_why_not(desk: Desk, cast: Cast) -> None:
    with desk.acting():
        first = ask_for_team(actor=cast.bob, name="Pharmacists", reason="Medicines queries get lost.")
        second = ask_for_team(actor=cast.bob, name="Night owls")
        assert [one.id for one in requests_for_teams(actor=cast.dev)] == [first.id, second.id]
        grant_team(actor=cast.dev, request_id=first.id)
        with pytest.raises(Refused, match="why not"):
            refuse_team(actor=cast.dev, request_id=second.id, answer=" ")
        refuse_team(actor=cast.dev, request_id=second.id, answer="We close at six.")
        with pytest.raises(Conflict):
            grant_team(actor=cast.dev, request_id=second.id)

        assert requests_for_teams(actor=cast.dev) == []
        told = {one.name: one.answer for one in requests_for_teams(actor=cast.bob)}
        assert told == {"Night owls": "We close at six.", "Pharmacists": ""}
        assert requests_for_teams(actor=cast.alice) == []
        assert Team.objects.of(desk.id).filter(name="Pharmacists").exists()


@pytest.mark.hazard("HZ-09")
def test_only_administrators_change_teams_and_only_their_own(desk: Desk, cast: Cast) -> None:
    doctors = desk.surgery.team("Doctors")
    with desk.acting():
        with pytest.raises(NotPermitted):
            make_team(actor=cast.bob, name="Bob's")
        with pytest.raises(NotPermitted):
            change_places(actor=cast.carol, joining=[place(desk, "bob", "Doctors")])
    theirs = Desk(cast, cast.millbrook)
    with theirs.acting():
        with pytest.raises(NotFound):
            rename_team(actor=cast.mallory, team_id=doctors.id, name="Mine")
        with pytest.raises(NotFound):
            change_places(actor=cast.mallory, joining=[(theirs.surgery.members["mallory"].id, doctors.id)])
        with pytest.raises(NotFound):
            grant_team(actor=cast.mallory, request_id=new_id())
