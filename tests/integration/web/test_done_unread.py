"""Done, pressed on a page that was drawn before an answer came."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.cast import Cast
from tests.integration.desk import Desk


@pytest.mark.hazard("HZ-02")
def test_done_on_an_old_page_shows_the_answer_instead_of_hiding_it(alice: Client, cast: Cast) -> None:
    desk = Desk(cast)
    envelope = desk.sent()
    url = f"/conversations/{envelope.message.conversation_id}"
    (done,) = set(re.findall(r'action="([^"]+/done\?seen=\d+)"', alice.get(url).content.decode()))
    desk.answered(envelope, "Please admit her today.")

    answer = alice.post(done)
    assert answer.status_code == 409
    assert "Please admit her today." in answer.content.decode()
    assert desk.again(envelope.message.conversation).state == "waiting"

    (done,) = set(re.findall(r'action="([^"]+/done\?seen=\d+)"', answer.content.decode()))
    assert alice.post(done).status_code == 302
    assert desk.again(envelope.message.conversation).state == "done"
