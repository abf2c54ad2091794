from __future__ import annotations

import base64
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carepost.ground.kernel import Refused
from carepost.ground.mailkit import tokens
from carepost.ground.mailkit.mailbox import Mailbox
from carepost.ground.mailkit.parsed import ParsedMail
from carepost.ground.mailkit.tokens import Found, Kind, ReplyToken, SignedToken, TokenKey, Where

KEY = TokenKey(b"k" * 32)
ABOUT_MOLE = uuid.UUID(int=7)
CLINIC = "clinic@hospital.example"
TOKEN = ReplyToken(Kind.REPLY, 3, bytes(range(12)))
SIGNED = KEY.sign(TOKEN, ABOUT_MOLE, CLINIC)

made = st.builds(
    ReplyToken, st.sampled_from(Kind), st.integers(0, 2**32 - 1), st.binary(min_size=12, max_size=12)
)


def understood(text: str) -> SignedToken:
    signed = tokens.read(text)
    assert signed is not None
    return signed


@given(made, st.uuids())
def test_our_own_token_is_read_back_whole_and_verified(token: ReplyToken, conversation: uuid.UUID) -> None:
    text = KEY.sign(token, conversation, CLINIC)

    signed = understood(text)

    assert len(text) == 40
    assert (signed.token, signed.text) == (token, text)
    assert KEY.verify(signed, conversation, CLINIC)


@pytest.mark.hazard("HZ-03")
@given(made, st.integers(0, 199))
def test_a_token_with_any_one_bit_changed_is_never_verified(token: ReplyToken, bit: int) -> None:
    signed = understood(KEY.sign(token, ABOUT_MOLE, CLINIC))
    octets = bytearray(signed.token.octets + signed.mac)
    octets[bit // 8] ^= 1 << bit % 8

    forged = tokens.read(base64.b32encode(bytes(octets)).decode())

    assert forged is None or not KEY.verify(forged, ABOUT_MOLE, CLINIC)


@pytest.mark.hazard("HZ-03")
@given(st.text(max_size=60) | st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=40, max_size=40))
def test_a_token_somebody_made_up_is_never_verified(text: str) -> None:
    signed = tokens.read(text)
    assert signed is None or not KEY.verify(signed, ABOUT_MOLE, CLINIC)


@pytest.mark.hazard("HZ-03")
def test_a_token_opens_only_the_conversation_and_serves_only_the_recipient_it_was_made_for() -> None:
    signed = understood(SIGNED)
    assert not KEY.verify(signed, uuid.UUID(int=8), CLINIC)
    assert not KEY.verify(signed, ABOUT_MOLE, "ward@hospital.example")
    assert not KEY.verify(signed, ABOUT_MOLE, "not an address")
    assert not TokenKey(b"x" * 32).verify(signed, ABOUT_MOLE, CLINIC)


def test_a_recipient_may_answer_from_another_spelling_of_the_same_mailbox() -> None:
    assert KEY.verify(understood(SIGNED), ABOUT_MOLE, "Clinic+letters@Hospital.Example")


def test_mail_systems_may_change_a_token_to_capitals() -> None:
    assert KEY.verify(understood(SIGNED.upper()), ABOUT_MOLE, CLINIC)


def test_the_key_is_never_shown_and_never_short() -> None:
    assert "kkk" not in repr(KEY)
    with pytest.raises(ValueError, match="at least 32"):
        TokenKey(b"short")


def test_the_address_to_answer_to_fits_every_mail_system() -> None:
    longest = "p" * 23
    assert len(tokens.address(f"{longest}@practice.test", SIGNED).partition("@")[0]) == 64
    with pytest.raises(Refused, match="at most 23"):
        tokens.address(f"{longest}p@practice.test", SIGNED)


def test_tokens_are_found_wherever_mail_systems_leave_them() -> None:
    reply_to = tokens.address("mail@practice.test", SIGNED)
    mail = ParsedMail(
        to=(Mailbox("", "someone@practice.test"),),
        cc=(Mailbox("", reply_to.upper()),),
        in_reply_to=(tokens.message_id(SIGNED, "Practice.test"),),
        references=("<first@x.example>", tokens.message_id(SIGNED, "practice.test"), "<last@x.example>"),
    )

    found = tokens.found_in(mail, reply_to)

    assert found == tuple(Found(where, understood(SIGNED)) for where in Where)


@pytest.mark.parametrize(
    "rewritten",
    [
        "prvs=12ab=mail+{0}@practice.test",
        "SRS0=ab=cd=practice.test=mail+{0}@forwarder.example",
        "bounce-mail+{0}=practice.test@list.example",
    ],
)
def test_a_token_survives_the_ways_forwarders_rewrite_an_address(rewritten: str) -> None:
    found = tokens.found_in(ParsedMail(), [rewritten.format(SIGNED)])
    assert [each.signed for each in found] == [understood(SIGNED)]


@pytest.mark.hazard("HZ-03")
def test_nothing_is_found_in_ordinary_mail() -> None:
    mail = ParsedMail(to=(Mailbox("", "a" * 40 + "@x.test"),), references=("<" + "b" * 45 + "@x.test>",))
    assert tokens.found_in(mail, None) == ()


def test_new_tokens_differ() -> None:
    assert ReplyToken.new(Kind.LOOPBACK, 1) != ReplyToken.new(Kind.LOOPBACK, 1)
    with pytest.raises(ValueError, match="custodian"):
        ReplyToken(Kind.REPLY, 2**32, bytes(12))
