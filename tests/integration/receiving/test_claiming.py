"""Which letters a reader takes: a batch of new ones, and alone what somebody began and never ended."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import InterfaceError, OperationalError

from carepost.actions.receiving.accept import Incoming, accept
from carepost.actions.receiving.claim import claim, let_go
from carepost.actions.receiving.forgiving import forgiving
from carepost.actions.receiving.read import read_waiting
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import Unavailable
from carepost.ground.vault import Tampered
from tests.cast import Cast


@pytest.fixture
def waiting(cast: Cast) -> Cast:
    """Four letters wait."""
    for number in range(4):
        raw = f"From: a@northside.example\r\nSubject: {number}\r\nMessage-ID: <{number}@x>\r\n\r\nHello\r\n".encode()
        mail = Incoming(mailbox_id=cast.riverside.mailbox.id, source_key=f"imap:INBOX:1:{number}", raw=raw)
        accept(actor=cast.riverside.system, mail=mail)
    return cast


def counts(cast: Cast) -> list[tuple[str, int]]:
    practice = cast.riverside.practice.id
    with acting_for(practice):
        return list(Arrival.objects.of(practice).order_by("at", "id").values_list("state", "reads"))


@pytest.fixture
def elsewhere(logins: dict[str, str]) -> Iterator[psycopg.Connection]:
    """Another reader's session."""
    with psycopg.connect(logins["app"], autocommit=True) as line:
        yield line


def key(one: Arrival) -> int:
    return int.from_bytes(one.id.bytes[8:], signed=True)


def test_new_letters_are_claimed_together_oldest_first_and_counted(waiting: Cast) -> None:
    claimed = claim(waiting.riverside.practice.id, 3)

    assert [one.reads for one in claimed] == [1, 1, 1]
    assert [one.at for one in claimed] == sorted(one.at for one in claimed)
    assert [reads for _, reads in counts(waiting)] == [1, 1, 1, 0]
    let_go(claimed)


def test_what_was_begun_and_never_ended_is_claimed_alone_and_before_new_ones(waiting: Cast) -> None:
    practice = waiting.riverside.practice.id
    killed = claim(practice, 2)
    let_go(killed)  # as the end of a reader's session does

    assert [one.id for one in claim(practice, 50)] == [killed[0].id]
    assert [reads for _, reads in counts(waiting)] == [2, 1, 0, 0]


def test_what_another_reader_holds_is_left_to_it(waiting: Cast, elsewhere: psycopg.Connection) -> None:
    practice = waiting.riverside.practice.id
    theirs = claim(practice, 2)
    let_go(theirs)
    for one in theirs:
        elsewhere.execute("select pg_advisory_lock(%s)", [key(one)])

    ours = claim(practice, 50)

    assert len(ours) == 2
    assert not {one.id for one in ours} & {one.id for one in theirs}
    let_go(ours)


@pytest.mark.parametrize(
    ("trouble", "left"),
    [
        (ValueError(), [1, 0, 0, 0]),
        (Tampered(), [1, 0, 0, 0]),
        (Unavailable("The disk is full."), [0, 0, 0, 0]),
        (OperationalError("no space left on device"), [0, 0, 0, 0]),
        (InterfaceError("the connection is closed"), [0, 0, 0, 0]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_only_the_letter_in_hand_is_ever_at_fault_and_not_for_what_the_house_lacked(
    waiting: Cast, trouble: Exception, left: list[int]
) -> None:
    practice = waiting.riverside.practice.id
    claimed = claim(practice, 4)

    with pytest.raises(type(trouble)), forgiving(practice, claimed):
        raise trouble
    let_go(claimed)

    assert [reads for _, reads in counts(waiting)] == left


def test_one_reader_reads_what_was_left_and_then_all_the_rest(waiting: Cast) -> None:
    let_go(claim(waiting.riverside.practice.id, 3))

    assert read_waiting(actor=waiting.riverside.system) == 4
    assert counts(waiting) == [("needs_matching", 2)] * 3 + [("needs_matching", 1)]


def test_a_claim_ends_with_its_reading(waiting: Cast, elsewhere: psycopg.Connection) -> None:
    practice = waiting.riverside.practice.id
    read_waiting(actor=waiting.riverside.system)

    with acting_for(practice):
        keys = [key(one) for one in Arrival.objects.of(practice)]
    for one in keys:
        assert elsewhere.execute("select pg_try_advisory_lock(%s)", [one]).fetchone() == (True,)
