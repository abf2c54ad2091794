"""One letter about several patients: each piece with the one it is about, once, and none of it with another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from carepost.actions.conversations.look import open_attachment, open_html, original_of_message
from carepost.actions.triage.confirm import confirm_patient
from carepost.actions.triage.look import original_of_arrival
from carepost.actions.triage.settle import settle_arrival
from carepost.actions.triage.split import place_pieces
from carepost.actions.triage.splitting import open_to_split
from carepost.actions.triage.unsplit import take_back
from carepost.domain.correspondence.models import Attachment, Conversation
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.models import Entry
from carepost.domain.patients.models import Patient
from carepost.engines.intake.models import Arrival, PlacedPiece
from carepost.ground.kernel import CarepostError, Conflict, NotFound, NotPermitted, Refused
from carepost.ground.mailkit.pieces import By
from tests.integration.desk import Desk
from tests.integration.letters import CARDIOLOGY, OAK_HOUSE, mail
from tests.integration.triage.table import PEOPLE, SECRETS, Table, laid_out

pytestmark = pytest.mark.hazard("HZ-01")


def test_five_patients_each_get_their_own_piece_and_nothing_of_the_others(table: Table) -> None:
    placed = table.all_placed()

    assert table.state() == Arrival.State.SPLIT
    assert table.waiting() == []
    assert len({table.message(one).conversation_id for one in placed[:5]}) == 5
    for one, who, secret in zip(placed, table.people, SECRETS, strict=False):
        message = table.message(one)
        assert message.conversation.patient_id == who.id
        assert message.conversation.state == Conversation.State.WAITING
        assert secret in message.text
        everything = (
            f"{message.text} {message.subject} {message.conversation.subject} {message.conversation.preview}"
        )
        for other, theirs in zip(PEOPLE, SECRETS, strict=True):
            if theirs != secret:
                assert not any(word in everything for word in (theirs, *other[:3]))


def test_the_letter_stays_open_on_its_clock_until_the_last_piece_is_placed(table: Table) -> None:
    for at, who in enumerate(table.people, start=1):
        table.put(who, at)
        assert table.waiting() == [table.arrival.id]
    assert table.state() == Arrival.State.NEEDS_MATCHING
    assert table.desk.arrival(table.arrival.id).at == table.arrival.at


def test_greetings_are_about_nobody_and_start_no_conversation(table: Table) -> None:
    placed = table.put(None, 0, 6)

    assert (placed.patient, placed.message_id) == (None, None)
    assert table.desk.conversations() == []


def test_a_piece_is_placed_once(table: Table) -> None:
    table.put(table.people[0], 1)

    with pytest.raises(Conflict, match="placed one of these pieces already"):
        table.put(table.people[1], 1, 2)
    assert len(table.desk.conversations()) == 1


def test_the_database_itself_lets_no_piece_be_placed_twice(table: Table) -> None:
    placed = table.put(table.people[0], 1)
    with table.desk.acting(), pytest.raises(IntegrityError, match="piece_placed_once"), transaction.atomic():
        PlacedPiece.objects.create(
            practice_id=table.desk.id, placement=placed, arrival=table.arrival, kind="text", index=1
        )


def test_more_pieces_of_the_same_patient_join_their_conversation(table: Table) -> None:
    first, second = table.put(table.people[0], 1), table.put(table.people[0], 2)

    assert table.message(first).conversation_id == table.message(second).conversation_id
    assert (table.message(first).part, table.message(second).part) == (1, 2)


def test_a_file_goes_with_its_patient_and_can_be_opened_there(table: Table) -> None:
    first = table.look().letter.files[0]
    placed = table.put(table.people[0], 1, files=(first.index,))

    with table.desk.acting():
        file = Attachment.objects.of(table.desk.id).get(message=placed.message_id)
        found, data = open_attachment(actor=table.desk.someone, attachment_id=file.id)
    assert (found.name, data.strip()) == ("smith.txt", b"Jane Smith's chart")
    assert table.message(placed).conversation.attachments == 1


def test_the_whole_letter_is_not_to_be_had_from_one_patients_conversation(table: Table) -> None:
    placed = table.put(table.people[0], 1)

    for verb in (original_of_message, open_html):
        with table.desk.acting(), pytest.raises(Refused, match="names other patients"):
            verb(actor=table.desk.someone, message_id=placed.message_id)
    assert not table.message(placed).has_html
    with table.desk.acting():
        original = original_of_arrival(actor=table.desk.someone, arrival_id=table.arrival.id)
    assert all(secret.encode() in original for secret in SECRETS)


def test_the_sender_takes_part_in_each_conversation(table: Table) -> None:
    placed = table.put(table.people[0], 1)
    with table.desk.acting():
        assert [one.identity for one in placed.message.conversation.participants.all()] == [OAK_HOUSE]


def test_a_piece_that_answers_a_conversation_of_ours_goes_into_it(desk: Desk) -> None:
    sent = desk.sent()
    raw = mail("Jane is well.\n\nTunde Adeyemi too.", answers=sent.mime_message_id, sender=CARDIOLOGY)
    tunde = desk.surgery.patient(*PEOPLE[1])
    table = Table(desk, [desk.surgery.patient(), tunde], desk.take_in(raw, desk.reply_address(sent)))
    ours = sent.message.conversation

    placed = table.put(table.people[0], 0, into=ours.id)

    assert table.message(placed).conversation.patient_id == table.people[0].id
    assert desk.again(ours).state == Conversation.State.WAITING
    with pytest.raises(NotFound):
        table.put(tunde, 1, into=ours.id)


def test_names_stand_beside_the_pieces_that_hold_them(table: Table) -> None:
    named = table.look().names

    assert [one.name for one in named["text", 1]] == ["Jane Smith"]
    assert [one.name for one in named["text", 2]] == ["Tunde Adeyemi"]
    assert named["text", 0] == ()
    file = table.look().letter.files[1]
    assert [one.name for one in named["file", file.index]] == ["Tunde Adeyemi"]


def test_the_whole_letter_goes_nowhere_once_a_part_is_placed(table: Table) -> None:
    table.put(table.people[0], 1)
    arrival = {"actor": table.desk.someone, "arrival_id": table.arrival.id}

    with table.desk.acting(), pytest.raises(Refused, match="Parts of this letter"):
        confirm_patient(**arrival, patient_id=table.people[1].id)
    with table.desk.acting(), pytest.raises(Refused, match="Parts of this letter"):
        settle_arrival(**arrival, outcome=Arrival.Outcome.JUNK)


def test_a_letter_cannot_be_lost_by_saying_that_all_of_it_is_about_nobody(table: Table) -> None:
    files = [file.index for file in table.look().letter.files]
    table.put(None, *range(6), files=tuple(files))

    with pytest.raises(Refused, match="no piece of this letter"):
        table.put(None, 6)
    assert table.waiting() == [table.arrival.id]


def test_a_letter_of_one_paragraph_is_placed_line_by_line(desk: Desk) -> None:
    people = [desk.surgery.patient(*person) for person in PEOPLE[:2]]
    table = Table(
        desk, people, desk.take_in(mail("Jane Smith: bloods\nTunde Adeyemi: home", sender=OAK_HOUSE))
    )

    placed = table.put(people[1], 1)

    assert table.message(placed).text == "Tunde Adeyemi: home"


def test_a_letter_is_cut_in_one_way_at_a_time(table: Table) -> None:
    coarse = table.look().letter.seen
    table.put(table.people[0], 1, by=By.LINES)

    assert table.look(By.PARAGRAPHS).letter.cut.by is By.LINES
    with table.desk.acting(), pytest.raises(Conflict, match="cut another way"):
        place_pieces(
            actor=table.desk.someone,
            arrival_id=table.arrival.id,
            patient_id=table.people[1].id,
            pieces=frozenset({2}),
            attachments=frozenset(),
            seen=coarse,
        )


@pytest.mark.parametrize(("texts", "files"), [((99,), ()), ((), (99,))])
def test_a_piece_the_letter_has_not_cannot_be_placed(
    table: Table, texts: tuple[int, ...], files: tuple[int, ...]
) -> None:
    with pytest.raises(NotFound, match="no such piece"):
        table.put(table.people[0], *texts, files=files)


def test_nothing_is_placed_when_nothing_is_ticked(table: Table) -> None:
    with pytest.raises(Refused, match="Tick the pieces"):
        table.put(table.people[0])


def test_a_letter_that_cannot_be_read_cannot_be_cut(table: Table) -> None:
    with table.desk.acting():
        Arrival.objects.of(table.desk.id).update(state=Arrival.State.SETTLED)
    with pytest.raises(Conflict, match="dealt with"):
        table.put(table.people[0], 1)


def test_only_people_place_pieces(table: Table) -> None:
    with pytest.raises(NotPermitted):
        table.put(table.people[0], 1, actor=table.desk.system)


def test_a_stranger_finds_nothing_to_split(table: Table, millbrook: Desk) -> None:
    arrival = {"actor": millbrook.someone, "arrival_id": table.arrival.id}
    seen, placed = table.look().letter.seen, table.put(table.people[0], 1)
    with millbrook.acting():
        with pytest.raises(NotFound):
            open_to_split(**arrival, by=By.LINES)
        with pytest.raises(NotFound):
            take_back(**arrival, number=placed.number)
        with pytest.raises(NotFound):
            place_pieces(
                **arrival, patient_id=None, pieces=frozenset({1}), attachments=frozenset(), seen=seen
            )


def test_another_practices_patient_is_not_there(table: Table, millbrook: Desk) -> None:
    with pytest.raises(NotFound):
        table.put(millbrook.surgery.patient("9990000069", "Grey", "Sam"), 1)


def test_each_part_is_on_the_ledger_by_ids_alone(table: Table) -> None:
    placed = table.put(table.people[0], 1)
    table.back(placed.number)

    for event in (Event.ARRIVAL_SPLIT_PLACED, Event.ARRIVAL_SPLIT_TAKEN_BACK):
        entry = table.desk.entries(event)[0]
        for row_id in (table.arrival.id, placed.id, placed.message_id, table.people[0].id):
            assert str(row_id) in entry.line
        assert not any(word in entry.line for word in ("Smith", "palpitations", OAK_HOUSE))
    detail = table.desk.details(Event.ARRIVAL_SPLIT_PLACED)[0]
    assert (detail["from"], detail["pieces"], detail["left"]) == (OAK_HOUSE, [["text", 1]], 8)


def test_what_fails_leaves_no_entry(table: Table) -> None:
    with pytest.raises(NotFound):
        table.put(table.people[0], 99)
    with table.desk.acting():
        assert not Entry.objects.of(table.desk.id).filter(event=Event.ARRIVAL_SPLIT_PLACED).exists()


@pytest.mark.slow
def test_of_two_who_place_the_same_piece_at_once_the_second_is_told(committed_desk: Desk) -> None:
    table = laid_out(committed_desk)

    def put(who: Patient) -> str:
        try:
            table.put(who, 1)
        except CarepostError as told:
            return type(told).__name__
        finally:
            connection.close()
        return "placed"

    with ThreadPoolExecutor(5) as people:
        said = sorted(people.map(put, table.people))

    assert said == ["Conflict"] * 4 + ["placed"]
    assert len(table.desk.conversations()) == 1
