"""Each address is judged when a letter is sent: accredited, with a warning, or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carepost.domain.directory.models import DomainList
from carepost.domain.ledger.events import Event
from carepost.ground.kernel import Refused, clock
from tests.cast import trust
from tests.integration.desk import Desk
from tests.integration.letters import CARDIOLOGY, OAK_HOUSE

pytestmark = pytest.mark.hazard("HZ-05")

WARNED = "cannot guarantee that this message will be encrypted all the way"


def test_an_accredited_address_is_written_to_without_more_ado(desk: Desk) -> None:
    (envelope,) = desk.envelopes(desk.send(CARDIOLOGY))
    assert (envelope.verdict, envelope.acknowledged_at) == ("accredited", None)
    assert "Northside NHS Trust" in envelope.verdict_words
    assert desk.details(Event.RECIPIENT_WARNING_ACKNOWLEDGED) == []


@pytest.mark.hazard("HZ-05")
def test_a_warning_must_be_acknowledged_for_its_own_address(desk: Desk) -> None:
    with pytest.raises(Refused, match=f"Read the warning for {OAK_HOUSE}"):
        desk.send(CARDIOLOGY, OAK_HOUSE, understood=frozenset({CARDIOLOGY}))
    assert (desk.conversations(), desk.envelopes()) == ([], [])


@pytest.mark.hazard("HZ-05")
def test_the_ledger_keeps_the_words_of_the_warning_with_its_list_and_date(desk: Desk) -> None:
    message = desk.send(OAK_HOUSE, understood=frozenset({OAK_HOUSE}))

    (detail,) = desk.details(Event.RECIPIENT_WARNING_ACKNOWLEDGED)
    today = clock.now()
    assert detail["address"] == OAK_HOUSE
    assert detail["words"].startswith("This address is at Oak House Care Ltd")
    assert WARNED in detail["words"]
    assert detail["list"] == f"Care providers list of {today.day} {today:%B %Y}"
    assert desk.envelope(message).acknowledged_at is not None


def test_two_warnings_are_two_entries(desk: Desk) -> None:
    other = "nights@oakhouse.example"
    desk.send(OAK_HOUSE, cc=(other,), understood=frozenset({OAK_HOUSE, other}))
    found = desk.details(Event.RECIPIENT_WARNING_ACKNOWLEDGED)
    assert [one["address"] for one in found] == [OAK_HOUSE, other]


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("someone@elsewhere.example", "We cannot write to elsewhere.example: it is not on the list"),
        ("clinic@northsidee.example", "Did you mean northside.example \\(Northside NHS Trust\\)"),
        ("clinic@nhs.net.example", "looks like an nhs.net address but is not one"),
        ("clinic@council.gsi.gov.uk", "was closed in 2019"),
    ],
)
def test_a_refused_address_stops_the_letter_and_the_reason_is_said(
    desk: Desk, address: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        desk.send(CARDIOLOGY, address, understood=frozenset({address}))
    assert (desk.conversations(), desk.envelopes()) == ([], [])
    assert desk.entries(Event.MESSAGE_SENT) == []


@pytest.mark.hazard("HZ-05")
def test_an_accreditation_that_lapsed_since_the_letter_was_begun_is_seen_when_it_is_sent(desk: Desk) -> None:
    letter = desk.letter(CARDIOLOGY)
    with clock.at(clock.now() + timedelta(days=366)), pytest.raises(Refused, match="Read the warning"):
        desk.post(letter)


def test_a_domain_taken_off_the_list_is_refused_at_the_next_reply(desk: Desk) -> None:
    conversation = desk.sent().message.conversation
    _newer_list_without_northside()
    with pytest.raises(Refused, match="not on the list"):
        desk.reply(conversation)


def _newer_list_without_northside() -> None:
    newer = clock.now()
    DomainList.objects.create(
        kind=DomainList.Kind.ACCREDITED,
        source="tests",
        sha256="1" * 64,
        published_on=newer.date(),
        imported_at=newer,
    )


def test_the_wider_policy_is_the_practices_own_choice(desk: Desk, millbrook: Desk) -> None:
    trust("other.example", "Other", DomainList.Kind.ACCREDITED)
    desk.practice.address_policy = "families"
    desk.practice.save()

    assert desk.envelope(desk.send("care@council.gov.uk")).verdict == "accredited"
    with pytest.raises(Refused, match="Read the warning"):
        millbrook.send("care@council.gov.uk")


def test_the_practices_own_mailbox_is_not_written_to(desk: Desk) -> None:
    trust("nhsmail.example", "Made-up mail service", DomainList.Kind.ACCREDITED)
    for own in (desk.mailbox.address, "Y90001+tag@nhsmail.example"):
        with pytest.raises(Refused, match=r"own mailbox\. Write a note instead"):
            desk.send(own)
