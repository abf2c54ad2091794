"""A mail server hears 250 for what is stored, and only then."""

from __future__ import annotations

import hashlib
import logging
import threading
import time

import pytest
from structlog.testing import capture_logs

from carepost.engines.intake.sources.lmtp import Listener
from carepost.engines.intake.sources.port import Delivered
from carepost.ground.kernel import Refused, Unavailable
from tests.unit.intake_lmtp.conftest import Client, MakeListener

LETTER = b"From: clinic@hospital.example\r\nSubject: A letter\r\n\r\nDear practice,\r\n.\r\n..\r\nyours\r\n"
TO = "practice@carepost.test"


@pytest.mark.hazard("HZ-02")
def test_letter_comes_in_byte_for_byte(listen: MakeListener, delivered: list[Delivered]) -> None:
    with Client(listen().port) as client:
        answers = client.deliver(LETTER, TO)

    assert answers == ["250 2.6.0 Stored"]
    assert delivered == [Delivered(LETTER, "clinic@hospital.example", (TO,))]


@pytest.mark.parametrize(
    "raw",
    [
        b"A: b\r\n\r\nbare\rcr\r\n",
        b"A: b\r\n\r\nbare\nlf\n.\nmore\r\n",
        b"A: b\r\n\r\n\0 \xff\xfe\r\n",
        b"x" * 300_000 + b"\r\n",
    ],
    ids=["CR", "LF", "8 bit", "one long line"],
)
def test_odd_bytes_are_kept_as_they_came(
    listen: MakeListener, delivered: list[Delivered], raw: bytes
) -> None:
    with Client(listen().port) as client:
        client.deliver(raw, TO)

    (one,) = delivered
    assert one.raw == raw
    assert one.bare_line_ends == (b"bare" in raw)


def test_next_command_sent_too_early_is_not_taken_for_mail(
    listen: MakeListener, delivered: list[Delivered]
) -> None:
    with Client(listen().port) as client:
        client.begin(TO)
        client.send(b"DATA\r\nA: b\r\n\r\nhello\r\n.\r\nNOOP\r\n")
        answers = [client.answer()[:3] for _ in range(3)]

    assert answers == ["354", "250", "250"]
    assert delivered[0].raw == b"A: b\r\n\r\nhello\r\n"


@pytest.mark.hazard("HZ-02")
def test_letter_cut_off_is_not_taken(listen: MakeListener, delivered: list[Delivered]) -> None:
    port = listen().port
    with Client(port) as client:
        client.begin(TO)
        client.say("DATA")
        client.send(b"A: b\r\n\r\nnot whole\r\n")
    with Client(port) as client:
        client.deliver(LETTER + b"again\r\n", TO)

    assert [one.raw for one in delivered] == [LETTER + b"again\r\n"]


@pytest.mark.hazard("HZ-04")
def test_bounce_without_sender_is_taken(listen: MakeListener, delivered: list[Delivered]) -> None:
    with Client(listen().port) as client:
        client.deliver(LETTER, TO, sender="")

    assert delivered[0].mail_from == ""


def test_each_recipient_gets_an_answer(listen: MakeListener, delivered: list[Delivered]) -> None:
    with Client(listen().port) as client:
        answers = client.deliver(LETTER, "a@carepost.test", "b@carepost.test", "c@carepost.test")
        quit_answer = client.say("QUIT")

    assert answers == ["250 2.6.0 Stored"] * 3
    assert quit_answer.startswith("221")
    assert delivered[0].rcpt_to == ("a@carepost.test", "b@carepost.test", "c@carepost.test")


def test_one_line_brings_many_letters(listen: MakeListener, delivered: list[Delivered]) -> None:
    with Client(listen().port) as client:
        for _ in range(3):
            assert client.deliver(LETTER, TO) == ["250 2.6.0 Stored"]

    assert len(delivered) == 3


@pytest.mark.hazard("HZ-10")
def test_not_stored_is_answered_with_later(listen: MakeListener) -> None:
    def accept(_one: Delivered) -> None:
        raise Unavailable

    with Client(listen(accept).port) as client:
        assert (
            client.deliver(LETTER, TO, "b@carepost.test")
            == ["451 4.3.0 Not stored; please try again later"] * 2
        )


@pytest.mark.hazard("HZ-02")
def test_mistake_of_ours_is_answered_with_later_and_says_nothing(
    listen: MakeListener, caplog: pytest.LogCaptureFixture
) -> None:
    def accept(_one: Delivered) -> None:
        raise ValueError("Jackie Jones, 999 000 0018")

    with caplog.at_level(logging.DEBUG), Client(listen(accept).port) as client:
        answers = client.deliver(LETTER, TO)

    assert answers == ["451 4.3.0 Not stored; please try again later"]
    assert "Jones" not in caplog.text


def test_refused_letter_goes_back_with_the_reason(listen: MakeListener) -> None:
    def accept(_one: Delivered) -> None:
        raise Refused("This practice has left.\r\n250 ok")

    with Client(listen(accept).port) as client:
        assert client.deliver(LETTER, TO) == ["554 5.7.1 This practice has left. 250 ok"]


def test_letter_over_the_limit_goes_back(listen: MakeListener, delivered: list[Delivered]) -> None:
    with Client(listen(size_limit=1000).port) as client:
        answers = client.deliver(LETTER + b"x" * 2000 + b"\r\n", TO, "b@carepost.test")
        next_answers = client.deliver(LETTER, TO)

    assert answers == ["552 5.3.4 The message is larger than we take"] * 2
    assert next_answers == ["250 2.6.0 Stored"]
    assert len(delivered) == 1


def test_announced_size_over_the_limit_is_refused_at_once(listen: MakeListener) -> None:
    with Client(listen(size_limit=1000).port) as client:
        client.say("LHLO client.carepost.test")
        assert (
            client.say("MAIL FROM:<a@b.example> SIZE=1001") == "552 5.3.4 The message is larger than we take"
        )


def test_unknown_recipient_is_refused_and_the_others_served(
    listen: MakeListener, delivered: list[Delivered]
) -> None:
    with Client(listen(known=lambda address: address == TO).port) as client:
        answers = client.deliver(LETTER, "stranger@carepost.test", TO)

    assert answers == ["250 2.6.0 Stored"]
    assert delivered[0].rcpt_to == (TO,)


@pytest.mark.hazard("HZ-10")
def test_nobody_is_called_unknown_while_we_cannot_look(listen: MakeListener) -> None:
    def known(_address: str) -> bool:
        raise Unavailable

    with Client(listen(known=known).port) as client:
        assert client.begin(TO) == ["451 4.3.0 Cannot look up recipients at the moment"]


def test_slow_store_does_not_hold_up_other_lines(listen: MakeListener) -> None:
    go_on = threading.Event()

    def accept(one: Delivered) -> None:
        if one.mail_from == "slow@hospital.example":
            go_on.wait(10)

    port = listen(accept).port
    with Client(port) as slow, Client(port) as quick:
        slow.begin(TO, sender="slow@hospital.example")
        slow.say("DATA")
        slow.send(LETTER.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        assert quick.deliver(LETTER, TO) == ["250 2.6.0 Stored"]
        go_on.set()
        assert slow.answer() == "250 2.6.0 Stored"


@pytest.mark.hazard("HZ-10")
def test_store_that_takes_too_long_is_answered_with_later(listen: MakeListener) -> None:
    go_on = threading.Event()
    with Client(listen(lambda _one: go_on.wait(5) and None, deadline=0.2).port) as client:
        assert client.deliver(LETTER, TO)[0].startswith("451")
        go_on.set()


def test_one_line_too_many_is_turned_away_and_may_come_back(listen: MakeListener) -> None:
    port = listen(max_connections=1).port
    with Client(port), Client(port) as second:
        assert second.greeting.startswith("421 4.3.2")
    time.sleep(0.2)
    with Client(port) as third:
        assert third.greeting.startswith("220")


@pytest.mark.hazard("HZ-02")
def test_letter_on_its_way_in_is_answered_before_we_stop(
    listen: MakeListener, delivered: list[Delivered]
) -> None:
    def accept(one: Delivered) -> None:
        time.sleep(0.5)
        delivered.append(one)

    listener = listen(accept)
    with Client(listener.port) as client:
        client.begin(TO)
        client.say("DATA")
        client.send(LETTER.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        time.sleep(0.1)
        listener.stop()
        assert client.answer() == "250 2.6.0 Stored"
        assert client.answer() == ""
    assert len(delivered) == 1


def test_port_that_there_is_not_is_said_and_nobody_waits_for_it() -> None:
    with pytest.raises(Unavailable, match="no such port"):
        Listener("127.0.0.1", 99_999, lambda _one: None, 1000).start()


def test_taken_port_is_said_plainly(listen: MakeListener) -> None:
    port = listen().port
    with pytest.raises(Unavailable, match=f"Cannot listen on 127.0.0.1 port {port}"):
        Listener("127.0.0.1", port, lambda _one: None, 1000).start()


def test_no_address_reaches_the_logs(listen: MakeListener, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), Client(listen().port) as client:
        client.deliver(LETTER, TO)

    assert "carepost.test" not in caplog.text
    assert "hospital" not in caplog.text


def test_sixty_megabytes_come_in_whole(listen: MakeListener, delivered: list[Delivered]) -> None:
    raw = LETTER + (b"0123456789" * 7 + b"\r\n") * 830_000

    with Client(listen().port) as client:
        answers = client.deliver(raw, TO)

    assert answers == ["250 2.6.0 Stored"]
    # By digest: a failed comparison of sixty megabytes would be printed.
    assert hashlib.sha256(delivered[0].raw).digest() == hashlib.sha256(raw).digest()


@pytest.mark.hazard("HZ-03")
@pytest.mark.parametrize(
    "smuggled",
    [
        b"MAIL FROM:<boss@nhsmail.example>\nRCPT TO:<practice@carepost.test>\r\n",
        b"RCPT TO:<practice@carepost.test>\nDATA\nFrom: boss@nhsmail.example\n\nPay at once.\n.\nQUIT\r\n",
        b"NOOP\nDATA\r\n",
    ],
)
def test_a_second_command_behind_a_lone_line_feed_is_refused_and_ends_the_line(
    listen: MakeListener, delivered: list[Delivered], smuggled: bytes
) -> None:
    listener = listen()
    with capture_logs() as logged, Client(listener.port) as client:
        client.begin(TO)
        client.send(smuggled)
        assert client.answer() == "500 5.5.2 A command ends with CRLF; goodbye"
        assert client.answer() == ""
    assert delivered == []
    assert logged == [{"event": "lmtp.refused", "code": "500", "log_level": "info"}]
    with Client(listener.port) as client:
        assert client.deliver(LETTER, TO) == ["250 2.6.0 Stored"]


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r\n\x00.\r\n"])
def test_what_only_looks_like_an_end_of_data_stays_in_one_letter_and_is_counted(
    listen: MakeListener, delivered: list[Delivered], end: bytes
) -> None:
    raw = LETTER + b"words" + end + b"MAIL FROM:<boss@nhsmail.example>\r\nDATA\r\n"
    with capture_logs() as logged, Client(listen().port) as client:
        assert client.deliver(raw, TO) == ["250 2.6.0 Stored"]
        assert client.say("NOOP").startswith("250")
    assert [one.raw for one in delivered] == [raw]
    kept_as_it_came = [one for one in logged if one["event"] == "lmtp.odd_line_ends"]
    assert [one["octets"] for one in kept_as_it_came] == ([] if b"\x00" in end else [len(raw)])
