from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.ground.mailkit.compose import Mailbox, OutgoingFile, compose
from carepost.ground.mailkit.mailbox import safe_name
from carepost.ground.mailkit.parsed import ParsedAttachment, ParsedMail
from tests.unit.mailkit.mails import GP, WHEN, outgoing

# What a heading may hold: no control characters, and nothing that falls away at its ends.
heading = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]) | st.just(" "), max_size=200
)
letter = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=2000)
files = st.lists(
    st.tuples(st.text("ab\u00e9\u4e2d .-_'%;\"", max_size=90), st.binary(max_size=200)), max_size=3
)


def lines(text: str) -> list[str]:
    shown = "".join(
        sign for sign in text if sign in "\t\n\r\f" or not ("\x00" <= sign < " " or sign == "\x7f")
    )
    return shown.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(subject=heading, name=heading, text=letter, attached=files)
def test_a_letter_arrives_as_it_was_written(reader, subject, name, text, attached) -> None:
    sent = tuple(OutgoingFile(each, "application/x-test", data) for each, data in attached)
    to = (Mailbox(name, "a.b+c@x.test"), Mailbox("", "d@x.test"))
    raw = compose(outgoing(to=to, subject=subject, text=text, attachments=sent))

    mail = reader.parse(raw)

    assert mail.subject == subject.strip()
    assert mail.to == (Mailbox(safe_name(name), "a.b+c@x.test"), Mailbox("", "d@x.test"))
    assert lines(mail.text) == lines(text)
    assert (mail.from_, mail.from_lines, mail.date) == ((GP,), 1, WHEN.isoformat())
    assert mail.message_id == "<abc@practice.test>"
    assert [(each.size, each.sha256) for each in mail.attachments] == [
        (len(data), hashlib.sha256(data).hexdigest()) for _, data in attached
    ]
    assert [reader.part(raw, each.index) for each in mail.attachments] == [data for _, data in attached]
    assert mail.defects == ()


boxes = st.builds(Mailbox, letter, letter)
parsed = st.builds(
    ParsedMail,
    subject=letter,
    from_=st.tuples(boxes),
    sender=st.none() | boxes,
    headers=st.dictionaries(letter, st.tuples(letter)),
    html=st.none() | letter,
    attachments=st.tuples(st.builds(ParsedAttachment)),
    defects=st.tuples(letter),
)


@pytest.mark.slow
@settings(max_examples=50)
@given(parsed)
def test_what_was_read_can_be_kept_as_json(mail: ParsedMail) -> None:
    assert ParsedMail.from_json(mail.to_json()) == mail
