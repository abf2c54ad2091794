"""Whose address is it? The name typed beside it decides; words alone refuse nobody."""

from __future__ import annotations

import pytest

from carepost.engines.addresses import Outcome, classify
from carepost.ground.kernel import EmailAddress

GENERIC, REVIEW, PLAUSIBLE = Outcome.GENERIC, Outcome.REVIEW, Outcome.PLAUSIBLE


def outcome_of(address: str, name: str = "", **known: str) -> Outcome:
    return classify(address=EmailAddress.parse(address), name=name, **known).outcome


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("rachel.ward3@nhs.net", "Rachel Ward"),
        ("priya.doctor@nhs.net", "Dr Priya Doctor MBBS MRCGP"),
        ("s.o'brien@hill.example", "Siobhán O’Brien"),
        ("obrien.s@hill.example", "Siobhan O'Brien"),
        ("s.o-brien@hill.example", "Siobhan O'Brien"),
        ("johns@hill.example", "John Smith"),
        ("smithj@hill.example", "SMITH, John"),
        ("j.d.smith@hill.example", "John Smith"),
        ("wei.zhang4@nhs.net", "Zhang Wei"),
        ("xiao-ming.li@nhs.net", "Li Xiaoming"),
        ("zhang.xm@nhs.net", "Xiao-Ming Zhang"),
        ("ling@hill.example", "Li Ng"),
        ("nguyen.an@nhs.net", "Nguyễn Văn An"),
        ("juergen.mueller@nhs.net", "Jürgen Müller"),
        ("jurgen.muller@nhs.net", "Jürgen Müller"),
        ("lukasz.groess@nhs.net", "Łukasz Größ"),
        ("muhammad.khan@nhs.net", "Mohammed Khan"),
        ("liz.jones@nhs.net", "Elizabeth Jones"),
        ("bob.jones@nhs.net", "Robert Jones"),
        ("kit.jones@nhs.net", 'Rosalind "Kit" Jones'),
        ("sarah.smith@nhs.net", "Sarah Jones (née Smith)"),
        ("oleksandr.shevchenko@nhs.net", "Олександр Шевченко"),
        ("kaur.kaur@nhs.net", "Kaur"),
        ("drkaur@hill.example", "Dr Kaur"),
        ("frida.lind@nhs.net", "Frida Lind"),
        ("rachel.cook@nhs.net", "Rachel Cook"),
        ("gordon.banks@nhs.net", "Gordon Banks"),
        ("siew-lan.tan@nhs.net", "Tan Siew Lan"),
        ("ravi.subramaniam@nhs.net", "Ravi a/l Subramaniam"),
    ],
)
def test_a_person_signs_up_with_an_address_made_of_their_name(address: str, name: str) -> None:
    assert outcome_of(address, name) is PLAUSIBLE


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("reception@hill.example", "Jane Smith"),
        ("duty.doctor@nhs.net", "Duty Doctor"),
        ("test.user1@nhs.net", "Test User"),
        ("appointment.reminder@nhs.net", "Jane Smith"),
        ("recp.tmp@nhs.net", "Jane Smith"),
        ("rise.group@nhs.net", "Jane Smith"),
        ("pharmacy.fa123@nhs.net", "Jane Smith"),
        ("secretary.p81001@nhs.net", ""),
        ("adm1n@hill.example", "Jane Smith"),
        ("adrnin@hill.example", "Jane Smith"),
        ("hanleysurgery@nhs.net", "Jane Smith"),
        ("postmaster@hill.example", "Jane Smith"),
        ("derbynfa@hill.example", "Jane Smith"),
    ],
)
def test_a_shared_mailbox_is_refused(address: str, name: str) -> None:
    assert outcome_of(address, name) is GENERIC


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("anna.nurse@nhs.net", "Anna Brown"),
        ("arcadian.gardens@nhs.net", "Arcadian Gardens"),
        ("arcadian.gardens@nhs.net", ""),
        ("care.plans@nhs.net", "Care Plans"),
        ("lobby.screen@nhs.net", "Lobby Screen"),
        ("church.house@nhs.net", "Church House"),
        ("john.jane.smith@nhs.net", "John Smith"),
        ("jane.smith@nhs.net", "Jane Smith and John Brown"),
        ("jane.smith+mine@nhs.net", "Jane Smith"),
        ("sarah.smith@nhs.net", "Sarah Jones"),
        ("rachel.ward@nhs.net", ""),
        ("smith.k81001@nhs.net", "Kate Smith"),
        ("ward@hill.example", "Rachel Ward"),
        ("kaur@hill.example", "Kaur"),
        ("library@hill.example", "Library"),
        ("info@hill.example", "Ines Fo"),
        ("greatbaddowgp@nhs.net", "Great Baddow Clinic"),
        ("kelling.districtnurses@nhs.net", "Kelling Districtnurses"),
        ("sunday.monday@nhs.net", "Sunday Monday"),
        ("hr.khan@nhs.net", "Mina Malik"),
        ("a.mall@nhs.net", "Rosa Verma"),
    ],
)
def test_what_is_not_clear_is_for_the_administrator(address: str, name: str) -> None:
    assert outcome_of(address, name) is REVIEW


def test_the_practices_own_name_and_code_tell_against() -> None:
    assert outcome_of("hanley.road@nhs.net", "Jane Smith", practice_name="Hanley Road Surgery") is GENERIC
    assert outcome_of("hrs@nhs.net", "Jane Smith", practice_name="Hanley Road Surgery") is GENERIC
    assert outcome_of("p81001@nhs.net", "Peter Smith", ods_code="P81001") is GENERIC
    assert outcome_of("rachel.park@nhs.net", "Rachel Park", practice_name="Park Surgery") is PLAUSIBLE
    assert outcome_of("park.surgery@nhs.net", "Rachel Park", practice_name="Park Surgery") is GENERIC
    assert (
        outcome_of("victoria.park@nhs.net", "Victoria Park", practice_name="Victoria Park Surgery") is REVIEW
    )


def test_the_clinical_systems_name_explains_an_older_address_but_not_another_person() -> None:
    assert outcome_of("sarah.smith@nhs.net", "Sarah Jones", clinical_name="Sarah Smith") is PLAUSIBLE
    assert outcome_of("sarah.jones@nhs.net", "Sarah Jones", clinical_name="Tom Brown") is REVIEW


def test_the_reasons_are_sentences_a_practice_manager_understands() -> None:
    answer = classify(address=EmailAddress.parse("ayesha.nurse@nhs.net"), name="Ayesha Khan")

    assert answer.reasons[0] == "The address contains “Ayesha” but not your surname, Khan."
    assert "“nurse”" in answer.reasons[2]


def test_reasons_quote_what_is_there_and_call_nobody_a_job() -> None:
    initials = classify(address=EmailAddress.parse("js@nhs.net"), name="Jane Smith")
    manager = classify(address=EmailAddress.parse("mark.manager@nhs.net"), name="Mark Manager")

    assert "no whole part of your name" in initials.reasons[0]
    assert "is also a word for a job" in manager.reasons[1]
