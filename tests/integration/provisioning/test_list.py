"""A list of people in a file: looked at first, then everybody on it is invited, or nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from carepost.actions.provisioning.importing import Judged, Outcome, import_people, look_at_list
from carepost.actions.provisioning.reading import MOST_LINES, MOST_OCTETS, lines_of
from carepost.domain.identity.models import Person
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.models import Invitation, Membership
from carepost.domain.tenancy.context import acting_for
from carepost.engines.notices.models import Notice
from carepost.ground.kernel import NotPermitted, Refused, Role
from tests.cast import Cast
from tests.integration.commands.conftest import Typed
from tests.integration.desk import Desk

HEAD = (
    "email,given name,family name,known as,role,job title,teams,starts,ends,telephone,clinical system user\n"
)
PRIYA = "priya.nair@nhs.example,Priya,Nair,,,Nurse,Nurses,,,,\n"
OLU = "o.feather@nhs.example,Oluwaseun,Feather,Olu,clinical lead,GP,Doctors;Admin,2026-12-01,,07700 900123,ofeather\n"


def look(desk: Desk, text: str | bytes, verb: object = look_at_list) -> list[Judged]:
    raw = text if isinstance(text, bytes) else text.encode()
    with desk.acting():
        return verb(actor=desk.cast.dev, raw=raw)  # type: ignore[operator]


def invited(desk: Desk) -> list[Invitation]:
    with desk.acting():
        return list(Invitation.objects.of(desk.id).order_by("id"))


def why(desk: Desk, line: str) -> str:
    (found,) = look(desk, HEAD + line)
    assert found.outcome is Outcome.REFUSED
    return found.words


def test_everybody_on_the_list_is_invited_as_it_says(desk: Desk) -> None:
    found = look(desk, HEAD + PRIYA + OLU, import_people)

    assert [(one.line, one.outcome) for one in found] == [(2, Outcome.NEW), (3, Outcome.NEW)]
    priya, olu = invited(desk)
    assert (priya.email, priya.role, priya.teams) == (
        "priya.nair@nhs.example",
        Role.MEMBER,
        [str(desk.surgery.team("Nurses").id)],
    )
    assert (olu.role, olu.known_as, olu.telephone, olu.clinical_user, len(olu.teams)) == (
        Role.CLINICAL_LEAD,
        "Olu",
        "+447700900123",
        "ofeather",
        2,
    )
    assert not olu.pre_approved
    assert (len(desk.entries(Event.PEOPLE_IMPORTED)), len(desk.entries(Event.INVITATION_SENT))) == (1, 2)
    assert Notice.objects.count() == 2


def test_a_look_changes_nothing(desk: Desk) -> None:
    assert [one.outcome for one in look(desk, HEAD + PRIYA)] == [Outcome.NEW]
    assert invited(desk) == []


def test_the_same_list_twice_changes_nothing(desk: Desk) -> None:
    look(desk, HEAD + PRIYA + OLU, import_people)
    before = [(one.id, one.token_hash, one.expires_at) for one in invited(desk)]

    again = look(desk, HEAD + PRIYA + OLU, import_people)

    assert {one.outcome for one in again} == {Outcome.UNCHANGED}
    assert [(one.id, one.token_hash, one.expires_at) for one in invited(desk)] == before
    assert len(desk.entries(Event.PEOPLE_IMPORTED)) == 1


def test_what_the_list_says_otherwise_changes_the_invitation_that_waits(desk: Desk) -> None:
    look(desk, HEAD + PRIYA, import_people)

    (found,) = look(desk, HEAD + PRIYA.replace("Nurse,", "Lead nurse,"), import_people)

    assert (found.outcome, found.words) == (Outcome.CHANGED, "Is invited already; changes: job title.")
    assert [one.job_title for one in invited(desk)] == ["Lead nurse"]


def test_one_refused_line_stops_all_of_it(desk: Desk) -> None:
    found = look(desk, HEAD + PRIYA + "reception@nhs.example,Front,Desk,,,,,,,,\n", import_people)

    assert [one.outcome for one in found] == [Outcome.NEW, Outcome.REFUSED]
    assert found[1].line == 3
    assert "shared" in found[1].words
    assert invited(desk) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("priya.nair@nhs.example,,Nair,,,,,,,,", "name or the family name is missing"),
        ("priya.nair,Priya,Nair,,,,,,,,", "one @ sign"),
        ("priya.nair@post.example,Priya,Nair,,,,,,,,", "not a private address"),
        ("priya.nair@nhs.example,Priya,Nair,,owner,,,,,,", "The role is none"),
        ("priya.nair@nhs.example,Priya,Nair,,,,Chaplains,,,,", "no team called Chaplains"),
        ("priya.nair@nhs.example,Priya,Nair,,,,,1.12.26,,,", "A day is written"),
        ("priya.nair@nhs.example,Priya,Nair,,,,,,2020-01-01,,", "has passed"),
        ("priya.nair@nhs.example,Priya,Nair,,administrator,,,,2030-01-01,,", "cannot be an administrator"),
        ("priya.nair@nhs.example,Priya,Nair,,,,,,,01632 960123,", "not a United Kingdom telephone"),
        ("priya.nair@nhs.example,=HYPERLINK(1),Nair,,,,,,,,", "like a formula"),
    ],
)
def test_a_line_that_cannot_be_is_refused_in_words(desk: Desk, line: str, words: str) -> None:
    assert words in why(desk, line + "\n")


def test_somebody_twice_on_the_list_is_refused_with_the_first_line(desk: Desk) -> None:
    assert look(desk, HEAD + PRIYA + PRIYA)[1].words == "The same address stands in line 2."


def test_whoever_works_here_is_left_as_they_are(desk: Desk) -> None:
    (found,) = look(desk, HEAD + "bob@y90001.example,Bob,Okafor,,administrator,,,,,,\n", import_people)

    assert (found.outcome, invited(desk)) == (Outcome.UNCHANGED, [])
    with desk.acting():
        assert Membership.objects.get(id=desk.surgery.members["bob"].id).role == Role.MEMBER


def test_an_address_known_elsewhere_is_answered_like_any_other(desk: Desk) -> None:
    Person.objects.create_user("priya.nair@nhs.example", "Priya", "Nair")
    Person.objects.filter(given_name="Mallory").update(email="mallory.grey@nhs.example")

    (known,) = look(desk, HEAD + PRIYA)
    (mallorys,) = look(desk, HEAD + "mallory.grey@nhs.example,Mallory,Grey,,,,,,,,\n")

    assert (known.words, mallorys.words) == ("Is invited.", "Is invited.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_spreadsheets_write_it_in_several_ways(encoding: str) -> None:
    text = 'Email;First name;Surname;Teams\r\nz.ozturk@nhs.example;Zoë;Öztürk;"Nurses;Admin"\r\n\r\n'

    (line,) = lines_of(text.encode(encoding))

    assert (line.number, line.cells["given_name"], line.cells["teams"]) == (2, "Zoë", "Nurses;Admin")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"x" * (MOST_OCTETS + 1), "larger than 2 MB"),
        (HEAD.encode() + b"a@b.example,A,B\n" * (MOST_LINES + 1), "more than 5,000"),
        (b"\xff\xfee\x00m\x00", "CSV UTF-8"),
        (b"email,given name\n", "has none called family name"),
        (b"email,given name,family name,shoe size\n", "do not know the column"),
        (b"email,given name,family name,email\n", "Two columns"),
        (HEAD.encode(), "nobody in this file"),
        (b"", "has none called"),
        (b'email,given name,family name\na@b.example,"A,B\n', "Line 2: this line cannot be read"),
        (b"email,given name,family name\na@b.example,A,B,C\n", "Line 2: this line has more cells"),
    ],
)
def test_a_file_that_cannot_be_read_whole_is_not_used_at_all(raw: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        lines_of(raw)


def test_only_administrators_import(desk: Desk) -> None:
    with desk.acting(), pytest.raises(NotPermitted):
        import_people(actor=desk.cast.bob, raw=HEAD.encode())


def test_an_administrator_looks_at_the_list_and_then_imports_it(desk: Desk, dev: Client) -> None:
    file = SimpleUploadedFile("people.csv", (HEAD + PRIYA).encode())
    page = dev.post("/practice/people/import", {"list": file}).content.decode()
    assert "1 new, 0 changed, 0 unchanged, 0 refused." in page
    assert invited(desk) == []

    done = dev.post("/practice/people/import", {"checked": HEAD + PRIYA}, follow=True).content.decode()

    assert "1 invited, 0 invitations changed." in done
    assert [one.email for one in invited(desk)] == ["priya.nair@nhs.example"]


def test_a_list_that_cannot_be_read_is_told_on_the_page(desk: Desk, dev: Client) -> None:
    answer = dev.post("/practice/people/import", {"list": SimpleUploadedFile("people.csv", b"name\n")})

    assert (answer.status_code, dev.post("/practice/people/import").status_code) == (422, 422)
    assert b"do not know the column" in answer.content


def test_others_may_not_import(desk: Desk, bob: Client) -> None:
    assert bob.get("/practice/people/import").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_command_looks_imports_and_says_what_is_refused_by_line(
    committed_cast: Cast, carepost: Typed, tmp_path: Path
) -> None:
    practice_id = committed_cast.riverside.practice.id
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(HEAD + PRIYA)
    bad.write_text(HEAD + PRIYA + "x,X,Y,,,,,,,,\n")

    dry = carepost("people", "import", good, "--practice", "Y90001", "--dry-run", "--json")
    refused = carepost("people", "import", bad, "--practice", "Y90001")
    done = carepost("people", "import", good, "--practice", "Y90001")

    assert json.loads(dry.out) == {"line": 2, "outcome": "new", "words": "Is invited."}
    assert (refused.code, "Line 3: refused." in refused.out) == (1, True)
    assert (done.code, done.out) == (0, "Line 2: new. Is invited.\n")
    with acting_for(practice_id):
        assert Invitation.objects.of(practice_id).count() == 1
