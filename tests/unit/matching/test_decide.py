"""What is certain, what is only suggested (M1, M2, M3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.engines.matching import Certainty, Decision, Link, PatientGuess, Sender, decide

JANE, OTHER = uuid4(), uuid4()
REFERRAL = Link(
    uuid4(),
    JANE,
    "Replies to a message we sent on 3 May",
    frozenset({"advice@northside.example"}),
    frozenset({"RX100"}),
)
DR_KHAN = Sender("advice@northside.example", "advice@northside.example", 1, "Dr Khan")
COLLEAGUE = Sender("ward7@northside.example", "ward7@northside.example", 1, "Ward 7")


@dataclass(frozen=True)
class Names:
    words: str


ANOTHER = Names("999 123 4567 in letter.pdf is not Jane Smith's number")


def decided(
    sender: Sender = DR_KHAN,
    links: tuple[Link, ...] = (REFERRAL,),
    ods: str = "",
    findings: tuple[Names, ...] = (),
    unreadable: tuple[str, ...] = (),
    forged: bool = False,
    guesses: tuple[PatientGuess, ...] = (),
) -> Decision:
    return decide(
        sender=sender,
        links=links,
        sender_contact_ods=ods,
        findings=findings,
        unreadable_attachments=unreadable,
        forged=forged,
        other_patient_suggestions=guesses,
    )


def test_reply_from_whom_we_wrote_to_is_certain() -> None:
    found = decided()
    assert (found.certainty, found.conversation_id) == (Certainty.CERTAIN, REFERRAL.conversation_id)
    assert "Replies to a message we sent on 3 May" in found.reasons
    assert found.suggestions == ()


def test_reply_from_a_contact_of_the_same_organisation_is_certain() -> None:
    assert decided(COLLEAGUE, ods="RX100").certainty is Certainty.CERTAIN


@pytest.mark.hazard("HZ-03")
def test_stranger_of_the_same_domain_is_never_certain() -> None:
    found = decided(COLLEAGUE)
    assert (found.certainty, found.conversation_id) == (Certainty.SUGGESTED, None)
    assert "From an address not in this conversation" in found.reasons


@pytest.mark.hazard("HZ-03")
def test_unknown_organisation_codes_prove_nothing() -> None:
    nameless = replace(REFERRAL, participant_ods=frozenset({""}))
    assert decided(COLLEAGUE, (nameless,), ods="").certainty is Certainty.SUGGESTED
    assert decided(COLLEAGUE, ods="RX999").certainty is Certainty.SUGGESTED


@pytest.mark.hazard("HZ-03")
def test_a_second_from_line_or_address_takes_certainty_away() -> None:
    assert "2 From lines" in " ".join(decided(replace(DR_KHAN, from_lines=2)).reasons)
    assert "2 addresses" in " ".join(decided(replace(DR_KHAN, from_addresses=2)).reasons)
    for sender in (replace(DR_KHAN, from_lines=2), replace(DR_KHAN, from_addresses=2)):
        assert decided(sender).certainty is Certainty.SUGGESTED


@pytest.mark.hazard("HZ-03")
def test_mail_without_a_sender_is_never_certain() -> None:
    nobody = Sender("", "", 0, "", 0)
    found = decided(nobody, (replace(REFERRAL, participants=frozenset({""})),))
    assert found.certainty is Certainty.SUGGESTED
    assert "It does not say who sent it" in found.reasons


@pytest.mark.hazard("HZ-01")
def test_reply_that_names_another_person_waits_for_a_person() -> None:
    found = decided(findings=(ANOTHER,))
    assert found.certainty is Certainty.SUGGESTED
    assert "It names another person: 999 123 4567 in letter.pdf is not Jane Smith's number" in found.reasons


@pytest.mark.hazard("HZ-01")
def test_attachment_we_cannot_read_waits_for_a_person() -> None:
    found = decided(unreadable=("scan.tif",))
    assert found.certainty is Certainty.SUGGESTED
    assert "We could not read all of scan.tif, so it may name another person" in found.reasons


@pytest.mark.hazard("HZ-03")
def test_forged_reply_address_makes_no_link() -> None:
    found = decided(links=(), forged=True)
    assert (found.certainty, found.suggestions) == (Certainty.UNKNOWN, ())
    assert "looks like one of ours but was altered" in found.reasons[0]


@pytest.mark.hazard("HZ-03")
def test_forged_reply_address_beside_a_true_one_is_not_certain() -> None:
    assert decided(forged=True).certainty is Certainty.SUGGESTED


@pytest.mark.hazard("HZ-01")
def test_links_to_two_conversations_are_both_offered_and_neither_chosen() -> None:
    other = replace(
        REFERRAL, conversation_id=uuid4(), patient_id=OTHER, via="Its subject carries CP-7K3M2-QX9RD"
    )
    found = decided(links=(REFERRAL, other))
    assert found.certainty is Certainty.SUGGESTED
    assert {one.conversation_id for one in found.suggestions} == {
        REFERRAL.conversation_id,
        other.conversation_id,
    }


def test_two_links_to_one_conversation_agree() -> None:
    again = replace(REFERRAL, via="Our reference is in its subject")
    found = decided(links=(REFERRAL, again))
    assert found.certainty is Certainty.CERTAIN
    assert "Our reference is in its subject" in found.reasons


@pytest.mark.hazard("HZ-01")
@pytest.mark.hazard("HZ-03")
def test_number_name_and_birthday_alone_only_suggest() -> None:
    jane = PatientGuess(JANE, ("NHS number, name and date of birth are in the message",), 110)
    found = decided(links=(), guesses=(jane,))
    assert (found.certainty, found.conversation_id) == (Certainty.SUGGESTED, None)
    assert found.suggestions[0].reasons == jane.reasons


def test_mail_about_nobody_we_know_is_unknown() -> None:
    found = decided(links=())
    assert (found.certainty, found.reasons) == (Certainty.UNKNOWN, ("It refers to no message we sent",))


def test_suggestions_come_best_first_and_a_patient_stands_there_once() -> None:
    guesses = (
        PatientGuess(OTHER, ("Same family name",), 10),
        PatientGuess(JANE, ("Name is in the message",), 30),
    )
    found = decided(COLLEAGUE, guesses=guesses)
    assert [one.patient_id for one in found.suggestions] == [JANE, OTHER]
    assert found.suggestions[0].reasons == ("Replies to a message we sent on 3 May", "Name is in the message")


senders = st.builds(
    Sender,
    st.sampled_from(["", "advice@northside.example", "ward7@northside.example", "x@nhs.net"]),
    st.just("as written"),
    st.integers(0, 3),
    st.just("Somebody"),
    st.integers(0, 3),
)
links = st.lists(
    st.builds(
        Link,
        st.sampled_from([REFERRAL.conversation_id, UUID(int=2)]),
        st.sampled_from([JANE, OTHER, None]),
        st.just("Replies to a message we sent"),
        st.frozensets(st.sampled_from(["", "advice@northside.example", "x@nhs.net"])),
        st.frozensets(st.sampled_from(["", "RX100", "RX200"])),
    ),
    max_size=3,
).map(tuple)
guesses = st.lists(
    st.builds(PatientGuess, st.sampled_from([JANE, OTHER]), st.just(("x",)), st.integers(1, 200)), max_size=3
)
mails = st.fixed_dictionaries(
    {
        "sender": senders,
        "links": links,
        "ods": st.sampled_from(["", "RX100", "RX200"]),
        "findings": st.sampled_from([(), (ANOTHER,)]),
        "unreadable": st.sampled_from([(), ("scan.tif",)]),
        "forged": st.booleans(),
        "guesses": guesses.map(tuple),
    }
)


@pytest.mark.hazard("HZ-03")
@given(mails)
def test_certain_means_every_condition_holds_and_nothing_less(mail: dict[str, object]) -> None:
    found = decided(**mail)  # type: ignore[arg-type]
    sender, linked, ods = mail["sender"], mail["links"], mail["ods"]
    assert isinstance(sender, Sender)
    assert isinstance(linked, tuple)
    conditions = (
        len({link.conversation_id for link in linked}) == 1,
        bool(sender.identity) and sender.from_lines == 1 and sender.from_addresses == 1,
        all(sender.identity in link.participants or (ods and ods in link.participant_ods) for link in linked),
        not mail["findings"],
        not mail["unreadable"],
        not mail["forged"],
    )
    assert (found.certainty is Certainty.CERTAIN) == all(conditions)
    assert (found.conversation_id is not None) == all(conditions)


@pytest.mark.hazard("HZ-03")
@given(mails)
def test_stranger_is_never_certain_whatever_else_is_true(mail: dict[str, object]) -> None:
    mail |= {"sender": Sender("mallory@nhs.net", "mallory@nhs.net"), "ods": ""}
    assert decided(**mail).certainty is not Certainty.CERTAIN  # type: ignore[arg-type]


@pytest.mark.hazard("HZ-03")
@given(mails)
def test_without_a_token_or_message_of_ours_nothing_is_certain(mail: dict[str, object]) -> None:
    assert decided(**mail | {"links": ()}).certainty is not Certainty.CERTAIN  # type: ignore[arg-type]


@given(mails)
def test_whatever_is_not_certain_says_why(mail: dict[str, object]) -> None:
    found = decided(**mail)  # type: ignore[arg-type]
    assert found.reasons
    assert not any(reason.endswith(".") for reason in found.reasons)
    assert [one.score for one in found.suggestions] == sorted(
        (one.score for one in found.suggestions), reverse=True
    )
