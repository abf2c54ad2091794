from __future__ import annotations

import base64
import dataclasses
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.ground.kernel import Refused
from carepost.ground.mailkit import wire
from carepost.ground.mailkit.compose import Mailbox, OutgoingFile, compose
from carepost.ground.mailkit.exchange import topic
from tests.unit.mailkit.mails import GP, HOSPITAL, outgoing

WHOLE = outgoing(
    cc=(Mailbox("", "ward@hospital.example"),),
    reply_to=Mailbox("Oak Practice", "mail+token@practice.test"),
    subject="Caf\u00e9",
    in_reply_to="<old@hospital.example>",
    references=("<first@hospital.example>", "<old@hospital.example>"),
    attachments=(OutgoingFile("r\u00e9sum\u00e9.pdf", "application/pdf", b"%PDF"),),
    headers=(("X-Carepost", "yes"),),
)
EXPECTED = b"""\
Date: Mon, 02 Mar 2026 09:30:00 +0000
From: Alice Example <alice@practice.test>
Reply-To: Oak Practice <mail+token@practice.test>
To: Heart Clinic <clinic@hospital.example>
Cc: ward@hospital.example
Subject: =?utf-8?B?Q2Fmw6k=?=
Message-ID: <abc@practice.test>
In-Reply-To: <old@hospital.example>
References: <first@hospital.example> <old@hospital.example>
Thread-Topic: =?utf-8?B?Q2Fmw6k=?=
Thread-Index: %b
X-Carepost: yes
MIME-Version: 1.0
Content-Type: multipart/mixed;
 boundary="%b"

--%b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 7bit

Could you see him sooner?
--%b
Content-Type: application/pdf
Content-Disposition: attachment;
 filename*=utf-8''r%%C3%%A9sum%%C3%%A9.pdf
Content-Transfer-Encoding: base64

JVBERg==
--%b--
"""


def test_a_message_is_made_of_exactly_these_bytes() -> None:
    raw = compose(WHOLE)
    index = raw.split(b"Thread-Index: ")[1].split(b"\r\n")[0]
    boundary = raw.split(b'boundary="')[1].split(b'"')[0]
    assert raw == (EXPECTED % (index, *[boundary] * 4)).replace(b"\n", b"\r\n")
    assert boundary == b"=_ab32578c4edd782317b4b4ec45b1570e5bc6c1dc"
    assert raw == compose(dataclasses.replace(WHOLE))


@pytest.mark.hazard("HZ-04")
def test_mail_written_by_a_person_is_not_marked_automatic() -> None:
    assert b"auto-submitted" not in compose(WHOLE).lower()


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=3000)
printable = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300)


@pytest.mark.slow
@given(text=words, subject=printable, name=printable, file=printable, data=st.binary(max_size=300))
def test_whatever_people_write_goes_on_the_wire_in_one_way_only(text, subject, name, file, data) -> None:
    attached = (OutgoingFile(file, "text/plain", data),)
    raw = compose(outgoing(text=text, subject=subject, from_=Mailbox(name, GP.address), attachments=attached))
    wire.check(raw)
    assert raw.isascii()


control = st.sampled_from(
    ["\r", "\n", "\x00", "\r\nBcc: mallory@evil.test", "\x1b", "\u2028", "\x85", "\ud800"]
)


@given(control, st.sampled_from(["subject", "name", "address", "file", "header", "id", "reply"]))
def test_a_line_break_in_a_heading_is_refused(sign: str, place: str) -> None:
    text = f"one{sign}two"
    mail = {
        "subject": {"subject": text},
        "name": {"from_": Mailbox(text, GP.address)},
        "address": {"to": (Mailbox("", f"{sign}{HOSPITAL.address}"),)},
        "file": {"attachments": (OutgoingFile(text, "text/plain", b""),)},
        "header": {"headers": (("X-Carepost", text),)},
        "id": {"message_id": f"<a{sign}@x.test>"},
        "reply": {"in_reply_to": f"<a@x.test>{sign}"},
    }[place]
    with pytest.raises(Refused):
        compose(outgoing(**mail))


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": ()},
        {"date": datetime(2026, 3, 2)},
        {"text": "a\x00b"},
        {"message_id": "no brackets"},
        {"headers": (("Bcc", "mallory@evil.test"),)},
        {"headers": (("Content-Type", "text/html"),)},
        {"headers": (("From", "mallory@evil.test"),)},
        {"headers": (("X Y", "z"),)},
        {"attachments": (OutgoingFile("a", "text/html\r\nX: y", b""),)},
        {"to": (Mailbox("", "two@x.test,three@x.test"),)},
    ],
)
def test_what_cannot_be_sent_is_refused_with_a_reason(wrong) -> None:
    with pytest.raises(Refused) as refused:
        compose(outgoing(**wrong))
    assert refused.value.reason.endswith(".")


def test_every_way_of_ending_a_line_becomes_the_one_that_mail_has() -> None:
    assert compose(outgoing(text="a\rb\nc\r\nd")).endswith(b"\r\n\r\na\r\nb\r\nc\r\nd\r\n")


def test_a_display_name_holds_nothing_that_breaks_outlook() -> None:
    raw = compose(outgoing(from_=Mailbox('Smith, J: "GP" @ Oak <x@y.test>', GP.address)))
    assert b"From: Smith J GP Oak x y.test <alice@practice.test>" in raw.replace(b'"', b"")


def test_a_letter_ending_in_a_lone_dot_or_from_reaches_the_end() -> None:
    raw = compose(outgoing(text="From here\n.\n" + "x" * 2000))
    assert b"\r\n=46rom here\r\n" in raw
    wire.check(raw)


def test_a_boundary_written_into_the_text_does_not_end_it() -> None:
    boundary = compose(WHOLE).split(b'boundary="')[1].split(b'"')[0].decode()
    raw = compose(dataclasses.replace(WHOLE, text=f"--{boundary}--"))
    assert raw.count(b"Content-Type:") == 3
    assert boundary.encode() not in raw.split(b'boundary="')[1].split(b'"')[0]


def test_a_thousand_references_are_cut_to_the_first_and_the_newest() -> None:
    ids = tuple(f"<{number}@x.test>" for number in range(1000))
    line = compose(outgoing(references=ids)).split(b"References: ")[1].split(b"\r\nThread")[0].split()
    assert (line[0], line[-1], len(line)) == (b"<0@x.test>", b"<999@x.test>", 50)


def test_outlook_groups_an_answer_with_what_it_answers() -> None:
    def group(**changed: object) -> bytes:
        index = compose(outgoing(**changed)).split(b"Thread-Index: ")[1].split(b"\r\n")[0]
        return base64.b64decode(index)[6:22]

    first = group()
    assert group(message_id="<two@practice.test>", references=("<abc@practice.test>",)) == first
    assert group(message_id="<other@practice.test>") != first
    assert topic("Re: RE: Fwd: [x] Knee") == "[x] Knee"


def test_a_thread_index_from_exchange_is_kept() -> None:
    raw = compose(outgoing(headers=(("Thread-Index", "AdQ="),)))
    assert raw.count(b"Thread-Index") == 1
    assert b"Thread-Index: AdQ=\r\n" in raw


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"a\rb\r\n", "carriage return at byte 1"),
        (b"a\nb\r\n", "line feed"),
        (b"a\r\n.\r\r\n", "carriage return"),
        (b"a\x00\r\n", "NUL"),
        (b"a" * 999 + b"\r\n", "998"),
        (b"a", "end with"),
    ],
)
def test_nothing_ambiguous_passes_on_to_the_wire(raw: bytes, what: str) -> None:
    with pytest.raises(Refused, match=what):
        wire.check(raw)


def test_a_line_of_exactly_998_octets_may_pass() -> None:
    wire.check(b"a" * 998 + b"\r\n")
    with pytest.raises(Refused):
        wire.check(b"a" * 999 + b"\r\n")
