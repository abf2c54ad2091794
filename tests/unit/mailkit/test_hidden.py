"""Names and subjects look as they are."""

from __future__ import annotations

import pytest

from carepost.ground.mailkit.hidden import uncovered
from carepost.ground.mailkit.parsed import Mailbox, ParsedMail

WRITTEN = {
    "turned round": "Dr \u202ehsahS\u202c",
    "isolated": "\u2067Dr Shah\u2069",
    "no width": "Dr\u200b Shah",
    "soft hyphen": "Dr Sh\u00adah",
    "byte order mark": "\ufeffDr Shah",
    "tag": "Dr Shah\U000e0041",
}


@pytest.mark.parametrize("name", WRITTEN.values(), ids=WRITTEN.keys())
def test_a_name_and_a_subject_lose_what_nobody_sees_and_say_so(name: str) -> None:
    mail = uncovered(ParsedMail(subject=name, from_=(Mailbox(name, "a@b.example"),)))
    assert mail.subject == mail.from_[0].name == ("Dr hsahS" if "hsahS" in name else "Dr Shah")
    assert "hidden characters" in mail.defects[-1]


def test_an_address_keeps_them_for_without_them_it_is_another() -> None:
    box = Mailbox("", "clin\u200bic@hospital.example")
    assert uncovered(ParsedMail(from_=(box,))).from_ == (box,)


@pytest.mark.parametrize("name", ["Zoë O’Brien", "क्‍ष", "👩‍⚕️", "می‌خواهم", "שלום", ""])
def test_names_of_every_script_stay_as_they_are(name: str) -> None:
    mail = ParsedMail(subject=name, to=(Mailbox(name, "a@b.example"),))
    assert uncovered(mail) is mail
