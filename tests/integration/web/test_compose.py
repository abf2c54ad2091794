"""Writing a new message, without a script, with every mistake a person can make."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from carepost.domain.correspondence.models import Attachment, Conversation, HeldFile, Message
from carepost.domain.directory.models import Contact
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Envelope
from carepost.ground.kernel import new_id
from tests.integration.web.story import Story

GOOD, WARNED = "cardiology@northside.example", "manager@oakhouse.example"


@pytest.fixture
def form(story: Story) -> str:
    return f"/compose?patient={story.surgery.patient().id}"


def press(browser: Client, url: str, step: str, **fields: Any) -> Any:
    drawn = {"key": str(new_id()), "replies_to": "me", "body": "Dear colleague", "step": step}
    return browser.post(url, drawn | fields)


def pdf(name: str = "letter.pdf", data: bytes = b"%PDF-1.4 made up") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "application/pdf")


def kept(page: bytes) -> list[str]:
    return re.findall(r'name="kept" value="([^"]+)"', page.decode())


def messages(story: Story) -> list[Message]:
    with acting_for(story.surgery.practice.id):
        return list(Message.objects.order_by("id"))


def test_a_patient_is_found_by_name_number_or_birth_and_the_search_is_on_the_ledger(
    story: Story, alice: Client
) -> None:
    story.surgery.patient()

    for words in ("smith", "JANE", "999 000 0018", "smith 03/05/1985", "Smith 3 May 1985"):
        answer = alice.post("/compose", {"words": words})
        assert b"SMITH, Jane" in answer.content, words
        assert "words" not in answer.request["QUERY_STRING"]
    assert b"SMITH, Jane" not in alice.post("/compose", {"words": "smith 4 May 1985"}).content
    assert story.ledger()[-1] == "patient.searched"


@pytest.mark.hazard("HZ-09")
def test_nobody_of_another_practice_is_found(story: Story, mallory: Client) -> None:
    story.surgery.patient()

    assert b"SMITH" not in mallory.post("/compose", {"words": "smith"}).content


def test_an_empty_search_is_asked_for_again(alice: Client) -> None:
    assert alice.post("/compose", {"words": " "}).status_code == 422


@pytest.mark.hazard("HZ-05")
def test_each_address_is_judged_when_it_is_added(story: Story, alice: Client, form: str) -> None:
    page = press(alice, form, "check", add_to=f"{GOOD}; {WARNED}", add_cc="someone@nhs.net.example").content

    assert (page.count(b"Accredited"), page.count(b"Not accredited"), page.count(b"Cannot send")) == (1, 1, 1)
    assert page.count(b'name="understood"') == 1
    assert b"Dear colleague" in page


def test_a_letter_is_sent_and_its_page_shown(story: Story, alice: Client, form: str) -> None:
    nurses = f"team:{story.surgery.team('Nurses').id}"

    answer = press(alice, form, "send", to=[GOOD], body="Dear Dr Shah", replies_to=nurses)

    message = messages(story)[0]
    assert answer["Location"] == f"/conversations/{message.conversation_id}"
    assert b"Taken to be sent" in alice.get(answer["Location"]).content
    assert story.now(message.conversation_id).replies_to_team.name == "Nurses"


def test_two_clicks_on_send_are_one_message(story: Story, alice: Client, form: str) -> None:
    key = str(new_id())

    places = {press(alice, form, "send", to=[GOOD], key=key)["Location"] for _ in range(3)}

    assert len(places) == len(messages(story)) == 1


def test_an_address_typed_but_not_added_is_not_lost_by_pressing_send(
    story: Story, alice: Client, form: str
) -> None:
    press(alice, form, "send", add_to=GOOD)

    assert messages(story)[0].to == [["", GOOD]]


@pytest.mark.hazard("HZ-05")
def test_a_warning_must_be_read_and_what_was_read_is_kept(story: Story, alice: Client, form: str) -> None:
    stopped = press(alice, form, "send", to=[WARNED])
    assert (stopped.status_code, messages(story)) == (422, [])
    assert b"Say that you understand the warning" in stopped.content

    press(alice, form, "send", to=[WARNED], understood=[WARNED])

    with acting_for(story.surgery.practice.id):
        words = Envelope.objects.get().verdict_words
    assert words.encode() in stopped.content.replace(b"&#39;", b"'")
    assert "recipient.warning_acknowledged" in story.ledger()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("a@b@northside.example", "@"),
        ("gp@nhs.net <x@evil.example>", "only"),
        ("dr@n\u04bbs.net", "shha"),
        ("nobody", "@"),
        ("x@xn--nhs-abc.net", "xn--"),
    ],
)
def test_what_is_no_address_is_said_beside_it_and_stays_as_typed(
    story: Story, alice: Client, form: str, typed: str, reason: str
) -> None:
    answer = press(alice, form, "send", to=[GOOD], add_to=typed)

    assert (answer.status_code, messages(story)) == (422, [])
    page = html.unescape(answer.content.decode())
    assert reason in page.partition('id="add_to-error"')[2].partition("</span>\n")[0].lower(), page
    assert f'value="{typed}"' in page
    assert "Dear colleague" in page


@pytest.mark.hazard("HZ-05")
def test_a_refused_address_must_be_taken_out(story: Story, alice: Client, form: str) -> None:
    answer = press(alice, form, "send", to=[GOOD, "x@nhs.net.example"])
    assert (answer.status_code, b"it cannot be written to" in answer.content) == (422, True)

    page = press(alice, form, "remove_to:x@nhs.net.example", to=[GOOD, "x@nhs.net.example"]).content
    assert b"x@nhs.net.example" not in page
    assert GOOD.encode() in page


def test_nothing_is_sent_to_nobody_or_empty(story: Story, alice: Client, form: str) -> None:
    page = press(alice, form, "send", body="  ").content

    assert b"Add at least one address" in page
    assert b"Write something before sending" in page


@pytest.mark.hazard("HZ-07")
def test_a_form_drawn_again_has_lost_nothing(story: Story, alice: Client, form: str) -> None:
    key, team = str(new_id()), f"team:{story.surgery.team('Nurses').id}"
    common = {"to": [WARNED], "cc": [GOOD], "replies_to": team, "key": key, "body": "Line 1\n<b>Line 2</b>"}

    first = press(alice, form, "send", **common, files=[pdf(), pdf("scan.pdf")])
    second = press(
        alice, form, "check", **common, kept=kept(first.content), add_to="wrong@", understood=[WARNED]
    )
    page = second.content

    assert len(kept(page)) == 2
    for words in (
        b"letter.pdf",
        b"scan.pdf",
        b"wrong@",
        b"Line 1\n&lt;b&gt;Line 2",
        key.encode(),
        b"checked",
    ):
        assert words in page, words
    assert re.search(rf'value="{team}" selected', page.decode())

    press(alice, form, "send", **common, kept=kept(page), understood=[WARNED])
    with acting_for(story.surgery.practice.id):
        sent = Attachment.objects.order_by("index")
        assert [file.name for file in sent] == ["letter.pdf", "scan.pdf"]
        assert services.vault().get(story.surgery.practice.id, sent[0].object_id) == b"%PDF-1.4 made up"
        assert not HeldFile.objects.exists()


def test_a_file_can_be_taken_away_again(story: Story, alice: Client, form: str) -> None:
    key = str(new_id())
    first = press(alice, form, "check", key=key, files=[pdf()])
    ids = kept(first.content)

    page = press(alice, form, f"remove_file:{ids[0]}", key=key, kept=ids).content

    assert b"letter.pdf" not in page


def test_a_file_held_by_one_person_is_no_one_elses(
    story: Story, alice: Client, bob: Client, form: str
) -> None:
    key = str(new_id())
    ids = kept(press(alice, form, "check", key=key, files=[pdf()]).content)

    assert not kept(press(bob, form, "check", key=key, kept=ids).content)
    assert not kept(press(alice, form, "check", kept=ids).content)


@pytest.mark.parametrize("octets", [26_500_000, 60_000_000])
def test_files_too_large_are_refused_and_the_text_is_kept(
    story: Story, alice: Client, form: str, octets: int
) -> None:
    answer = press(alice, form, "send", to=[GOOD], files=[pdf(data=b"x" * octets)])

    assert (answer.status_code, messages(story)) == (422, [])
    assert b"over 25 MB" in answer.content
    assert b"Dear colleague" in answer.content
    assert GOOD.encode() in answer.content


def test_an_empty_file_is_refused(alice: Client, form: str) -> None:
    assert b"letter.pdf is empty" in press(alice, form, "check", files=[pdf(data=b"")]).content


@pytest.mark.hazard("HZ-07")
@pytest.mark.parametrize(
    ("status", "reason"),
    [("deceased", b"deceased"), ("left", b"no longer registered"), ("restricted", b"restricted")],
)
def test_a_patient_who_may_not_be_written_about_is_refused_with_the_reason(
    story: Story, alice: Client, form: str, status: str, reason: bytes
) -> None:
    with acting_for(story.surgery.practice.id):
        Patient.objects.update(status=status)

    for answer in (alice.get(form), press(alice, form, "send", to=[GOOD])):
        assert (answer.status_code, reason in answer.content) == (422, True)


def test_the_practices_own_mailbox_is_not_written_to(story: Story, alice: Client, form: str) -> None:
    answer = press(alice, form, "send", to=["y90001@nhs.net"])
    assert answer.status_code == 302

    with acting_for(story.surgery.practice.id):
        story.surgery.mailbox.address = "y90001@nhs.net"
        story.surgery.mailbox.save()
    assert b"own mailbox" in press(alice, form, "send", to=["y90001@nhs.net"]).content


def test_answers_cannot_go_to_another_practices_team(story: Story, alice: Client, form: str) -> None:
    team = story.cast.millbrook.team("Doctors").id

    assert press(alice, form, "send", to=[GOOD], replies_to=f"team:{team}").status_code == 404
    assert press(alice, form, "send", to=[GOOD], replies_to="team:x").status_code == 422
    with acting_for(story.surgery.practice.id):
        assert not Conversation.objects.exists()


def test_contacts_are_offered_while_typing(story: Story, alice: Client, form: str) -> None:
    with acting_for(story.surgery.practice.id):
        Contact.objects.create(
            practice=story.surgery.practice, name="Cardiology", address=GOOD, identity=GOOD
        )

    assert f'<option value="{GOOD}">'.encode() in alice.get(form).content


@pytest.mark.hazard("HZ-07")
def test_no_patient_and_nonsense_are_not_there(alice: Client) -> None:
    assert alice.get("/compose?patient=x").status_code == 404
    assert alice.get(f"/compose?patient={new_id()}").status_code == 404
