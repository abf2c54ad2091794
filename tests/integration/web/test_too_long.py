"""What is longer than we keep is refused in words, with what was typed still there; nothing is cut, nothing fails."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from carepost.domain.organisations.models import Invitation, Membership
from carepost.domain.tenancy.context import acting_for
from tests.cast import Cast
from tests.integration.people.conftest import again, new_place

pytestmark = pytest.mark.hazard("HZ-09")
LONG = "Seen with somebody else’s key. " * 40


def sent(client: Client, member: Membership, what: str, **fields: str) -> HttpResponse:
    answer: Any = client.post(f"/practice/people/{member.id}/{what}", fields)
    return answer  # type: ignore[no-any-return]


@pytest.mark.parametrize(("what", "field"), [("suspend", "why"), ("leave", "why_left")])
def test_a_long_reason_is_told_at_its_field_and_stays_there(
    cast: Cast, dev: Client, what: str, field: str
) -> None:
    bob = cast.riverside.members["bob"]

    answer = sent(dev, bob, what, **{field: LONG})

    assert (answer.status_code, again(bob).state) == (422, "active")
    page = answer.content.decode()
    assert "at most 300 are kept. Make it shorter." in page
    assert f'value="{LONG}"' in page
    assert sent(dev, bob, what, **{field: LONG[:300]}).status_code == 302


@pytest.mark.parametrize(("what", "field"), [("refuse", "reason"), ("ask", "question")])
def test_so_is_what_somebody_who_waits_would_read(cast: Cast, dev: Client, what: str, field: str) -> None:
    erin = new_place(cast.riverside)

    answer = sent(dev, erin, what, **{field: LONG})

    assert (answer.status_code, again(erin).state) == (422, "awaiting")


def test_whatever_else_is_too_long_is_said_to_be(cast: Cast, dev: Client) -> None:
    whom = {"email": "lou.ferry@nhs.example", "given_name": "Lou", "family_name": "Ferry", "role": "member"}

    answer = dev.post("/practice/invitations", whom | {"job_title": LONG})

    assert (answer.status_code, b"longer than we can keep" in answer.content) == (422, True)
    with acting_for(cast.dev.practice_id):
        assert not Invitation.objects.of(cast.dev.practice_id).exists()
