"""A full disk: nothing is answered for that is not stored, people are told what to do, and then it goes on (F7)."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from carepost.domain.correspondence.models import Message
from carepost.domain.identity.models import Person
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Unavailable, new_id
from carepost.ground.vault.files import UNFINISHED
from tests.faults.disk.small_disk import Disk
from tests.faults.storms.letter_box import LetterBox, listening
from tests.faults.storms.post_room import PostRoom

pytestmark = [pytest.mark.slow, pytest.mark.hazard("HZ-10")]


def half_stored(disk: Disk) -> list[Path]:
    return list(disk.folder.rglob(UNFINISHED + "*"))


def test_a_mail_server_is_told_to_try_later_and_then_succeeds(disk: Disk, box: LetterBox) -> None:
    raw = box.letter()
    disk.fill()
    with listening() as (_, port):
        answers = [box.answer(port, raw) for _ in range(2)]
        stored, left = box.arrivals(), half_stored(disk)
    disk.make_room()
    with listening() as (_, port):
        after = box.answer(port, raw)
    box.read()

    assert (answers, stored, left) == ([451, 451], [], []), f"on {disk}"
    assert after == 250
    assert box.wrongs() == []


def test_a_mailbox_is_not_passed_over(disk: Disk, box: LetterBox) -> None:
    box.mailbox.letters = [box.letter(), box.letter()]
    box.fetch_at_most(1)
    disk.fill()
    with pytest.raises(Unavailable, match=r"disk .* full|disk .* does not answer"):
        box.fetch()
    reached = box.cursor()
    disk.make_room()
    box.fetch()
    box.read()

    assert reached == 1
    assert box.cursor() == 2
    assert box.wrongs() == []
    assert half_stored(disk) == []


def test_a_page_says_what_to_do_and_the_same_form_sends_once_there_is_room(
    disk: Disk, room: PostRoom
) -> None:
    alice = Person.objects.get(id=room.cast.alice.person_id)
    Authenticator.objects.create(user=alice, type=Authenticator.Type.TOTP, data={"secret": "made up"})
    browser = Client()
    browser.force_login(alice)
    form = f"/compose?patient={room.patient.id}"
    drawn = {
        "key": str(new_id()),
        "replies_to": "me",
        "body": "Dear colleague",
        "to": "cardiology@northside.example",
        "step": "send",
    }

    disk.fill()
    refused = browser.post(form, drawn)
    nothing = written(room)
    disk.make_room()
    sent = browser.post(form, drawn)

    assert refused.status_code == 503
    words = refused.content.decode()
    assert "Nothing was lost" in words or "Try again in a few minutes" in words
    assert "tell your administrator" in words.lower()
    assert (nothing, half_stored(disk)) == (0, [])
    assert sent.status_code == 302
    assert written(room) == 1


def written(room: PostRoom) -> int:
    with acting_for(room.system.practice_id):
        return Message.objects.of(room.system.practice_id).count()
