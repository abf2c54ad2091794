"""Notices: stored with what they tell of, sent once, wiped, and never silently lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import connection, transaction

from carepost.actions.notices.send import send_notices
from carepost.actions.notices.standing import standing
from carepost.actions.notices.tell import is_lost, tell, text
from carepost.domain.tenancy.models import Due
from carepost.domain.tenancy.services import INSTALLATION
from carepost.doors.jobs import drains
from carepost.engines.notices import queue
from carepost.engines.notices.channels.port import NotSent
from carepost.engines.notices.models import Notice
from carepost.engines.notices.words import Words
from carepost.ground.kernel import EmailAddress, PhoneNumber, clock

pytestmark = pytest.mark.django_db
NEW = EmailAddress.parse("new.person@practice.example")
MOBILE = PhoneNumber("07700 900123")
WORDS = {"to": NEW, "subject": "Your code", "text": "Your code is 123456."}


@dataclass
class Heard:
    """A channel that keeps what it was given; `troubles` come first."""

    troubles: list[NotSent] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def send(self, words: Words) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.words.append(words)

    def check(self) -> None: ...


def sent_by(mail: Heard | None = None, sms: Heard | None = None) -> None:
    send_notices({Notice.Channel.SMS: sms or Heard(), Notice.Channel.MAIL: mail or Heard()})


def test_a_mail_and_a_text_message_go_each_its_own_way_once() -> None:
    mail, sms = Heard(), Heard()
    tell(**WORDS)
    text(to=MOBILE, words="123456")

    sent_by(mail, sms)
    sent_by(mail, sms)

    assert mail.words == [Words(to=str(NEW), subject="Your code", text="Your code is 123456.")]
    assert sms.words == [Words(to="+447700900123", text="123456")]


def test_nothing_of_whom_or_what_lies_open_and_nothing_stays_once_it_is_sent() -> None:
    notice_id = tell(**WORDS)
    with connection.cursor() as cursor:
        cursor.execute("select row(n.*)::text from notices_notice n")
        ((row,),) = cursor.fetchall()
        cursor.execute("select args::text from procrastinate_jobs")
        jobs = str(cursor.fetchall())
    assert not {"new.person", "123456", "Your code"} & {
        w for w in ("new.person", "123456") if w in row + jobs
    }

    sent_by()

    assert bytes(Notice.objects.get(id=notice_id).sealed) == b""


def test_what_is_taken_back_is_not_told() -> None:
    with transaction.atomic():
        tell(**WORDS)
        transaction.set_rollback(True)

    assert Notice.objects.count() == 0


def test_it_is_tried_again_later_and_counted() -> None:
    mail = Heard(troubles=[NotSent("busy", again=True)])
    tell(**WORDS)

    sent_by(mail)
    assert mail.words == []
    with clock.at(clock.now() + timedelta(seconds=6)):
        sent_by(mail)

    assert len(mail.words) == 1


@pytest.mark.parametrize(
    ("again", "good_for"),
    [(False, timedelta(days=1)), (True, timedelta(seconds=3))],
    ids=["for good", "too late"],
)
def test_what_is_given_up_is_known_to_whoever_waits_and_to_operators(
    again: bool, good_for: timedelta
) -> None:
    notice_id = tell(**WORDS, good_for=good_for)

    sent_by(Heard(troubles=[NotSent("refused", again=again)]))

    assert is_lost(notice_id)
    assert (standing().failed, standing().waiting) == (1, 0)


def test_one_that_a_dead_worker_held_is_sent_by_another() -> None:
    mail = Heard()
    tell(**WORDS)
    assert queue.claim_next(Notice.Channel.MAIL) is not None

    sent_by(mail)
    assert mail.words == []
    with clock.at(clock.now() + queue.LEASE):
        sent_by(mail)

    assert len(mail.words) == 1


def test_the_worker_says_what_is_not_set_up_and_has_nothing_left_to_do() -> None:
    notice_id = tell(**WORDS)

    drains.notices(INSTALLATION)

    assert is_lost(notice_id)
    assert not Due.objects.filter(work=Due.Work.NOTICES).exists()
