"""Mallory works elsewhere: to her, nothing of Riverside exists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import new_id
from tests.integration.web.story import Story

pytestmark = pytest.mark.hazard("HZ-09")


@pytest.fixture
def theirs(story: Story) -> Iterator[dict[str, object]]:
    """Ids of one of everything at Riverside."""
    conversation, arrival = story.answered(), story.unmatched()
    with acting_for(story.surgery.practice.id):
        sent, received = conversation.messages.order_by("at")
        yield {
            "conversation": conversation.id,
            "arrival": arrival.id,
            "message": received.id,
            "attachment": sent.attachments.get().id,
            "envelope": sent.envelopes.get().id,
            "patient": conversation.patient_id,
            "team": story.surgery.team("Doctors").id,
            "member": story.cast.alice.id,
        }


READ = [
    "/inbox/team/{team}",
    "/inbox/colleague/{member}",
    "/conversations/{conversation}",
    "/conversations/{conversation}/print",
    "/conversations/{conversation}/reply",
    "/conversations/{conversation}/who-did-what",
    "/compose?patient={patient}",
    "/messages/{message}/html",
    "/messages/{message}/original",
    "/attachments/{attachment}",
    "/envelopes/{envelope}/original",
    "/envelopes/{envelope}/evidence",
    "/matching/{arrival}",
    "/matching/{arrival}/original",
    "/matching/{arrival}/html",
    "/matching/{arrival}/attachments/1",
]
DO = [
    ("/conversations/{conversation}/assign?seen=1", {"to": "me"}),
    ("/conversations/{conversation}/note", {"text": "hello"}),
    ("/conversations/{conversation}/done", {}),
    ("/conversations/{conversation}/reopen", {}),
    ("/conversations/{conversation}/urgent", {"urgent": "1"}),
    ("/conversations/{conversation}/reply", {"step": "send", "body": "hello"}),
    ("/compose?patient={patient}", {"step": "send", "body": "hello"}),
    ("/envelopes/{envelope}/settle", {"decision": "leave"}),
    ("/matching/{arrival}/confirm", {"candidate": "patient:{patient}"}),
    ("/matching/{arrival}/outcome", {"as": "junk"}),
    ("/matching/{arrival}/unmatch", {}),
    ("/matching/{arrival}/unsettle", {}),
]


@pytest.mark.parametrize("address", READ)
def test_a_stranger_finds_nothing_there(story: Story, theirs: dict, mallory: Client, address: str) -> None:
    before = len(story.ledger())

    answer = mallory.get(address.format(**theirs))
    nothing = mallory.get(address.format(**dict.fromkeys(theirs, new_id())))

    assert answer.status_code == nothing.status_code == 404
    assert _shown(answer.content) == _shown(nothing.content)
    assert len(story.ledger()) == before


@pytest.mark.parametrize(("address", "fields"), DO)
def test_a_stranger_can_do_nothing_there(
    story: Story, theirs: dict, mallory: Client, address: str, fields: dict
) -> None:
    before = len(story.ledger())

    answer = mallory.post(address.format(**theirs), {k: v.format(**theirs) for k, v in fields.items()})

    assert answer.status_code == 404
    assert len(story.ledger()) == before


def test_a_stranger_cannot_be_given_our_conversation(story: Story, theirs: dict, alice: Client) -> None:
    version = story.now(theirs["conversation"]).version
    address = f"/conversations/{theirs['conversation']}/assign?seen={version}"

    assert alice.post(address, {"to": f"member:{story.cast.mallory.id}"}).status_code == 404


def _shown(page: bytes) -> bytes:
    """Without the nonces, which differ each time."""
    return b"".join(part.partition(b'"')[2] for part in page.split(b'nonce="'))
