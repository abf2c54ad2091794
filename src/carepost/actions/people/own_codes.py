"""Before a first second step is set up: a code shows that the address is theirs, for a password may be stolen (A6)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from carepost.actions.joining import codes
from carepost.actions.joining.proving import Answer
from carepost.actions.notices.mailing import mail
from carepost.actions.notices.tell import is_lost
from carepost.actions.people import words
from carepost.domain.identity.models import OwnCode, Person, SentCode, Sitting
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, NotFound, clock

from .signing_in import sign_in_failed
from .telling import actors_of
from .telling import tell as tell_ledgers

OPERATORS_GOOD_FOR = timedelta(days=1)
"""handed over by telephone or on paper, and worth nothing without the password"""
CONSOLE = "console"
MAIL = SentCode.Of.MAIL


def send_own_code(*, person: Person) -> None:
    """To their address, in place of an earlier one. How often is counted by the door."""
    with acting_for(None, person.id):
        code = codes.made()
        notice = mail(person.email, words.set_up_code(code), good_for=codes.GOOD_FOR)
        keep_code(person.id, MAIL, code, codes.GOOD_FOR, notice)


def make_own_code(*, email: str) -> str:
    """By an operator, who hands it over; on the ledger of their practices. NotFound for an unknown address."""
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        raise NotFound("Nobody has an account with this address.")
    with acting_for(None, person.id):
        code = codes.made()
        keep_code(person.id, MAIL, code, OPERATORS_GOOD_FOR, None)
        for one in actors_of(person.id):
            with acting_for(one.practice_id):
                console = Actor.system(CONSOLE, one.practice_id)
                record(actor=console, event=Event.SET_UP_CODE_MADE, about={"membership": one.id})
    return code


def bring_own_code(*, sitting: Sitting, typed: str) -> Answer:
    """In a transaction of its own that ends well also for a wrong code: a try undone would be a try given away."""
    with acting_for(None, sitting.person_id):
        code = OwnCode.objects.select_for_update().filter(person_id=sitting.person_id, of=MAIL).first()
        if code is None or codes.is_over(code):
            return Answer.OVER
        if not codes.is_right(code, typed):
            sign_in_failed(person_id=sitting.person_id)
            return Answer.OVER if codes.is_over(code) else Answer.WRONG
        OwnCode.objects.filter(id=code.id).update(proved_in=sitting.id)
        tell_ledgers(sitting.person_id, Event.ADDRESS_SHOWN)
        return Answer.RIGHT


def shown_by_joining(*, sitting: Sitting) -> None:
    """Who has just joined has brought such a code a moment ago."""
    with acting_for(None, sitting.person_id):
        keep_code(sitting.person_id, MAIL, codes.made(), codes.GOOD_FOR, None)
        waits = OwnCode.objects.filter(person_id=sitting.person_id, of=MAIL)
        waits.update(proved_at=clock.now(), proved_in=sitting.id)


def own_code_of(person_id: UUID) -> OwnCode | None:
    """One that may still be typed."""
    found = OwnCode.objects.filter(person_id=person_id, of=MAIL).first()
    return None if found is None or codes.is_over(found) else found


def own_code_was_lost(code: OwnCode) -> bool:
    return code.notice_id is not None and is_lost(code.notice_id)


def keep_code(
    person_id: UUID, of: SentCode.Of, code: str, good_for: timedelta, notice_id: UUID | None
) -> None:
    """In place of an earlier one of the same kind, which is good for nothing from now on."""
    OwnCode.objects.update_or_create(
        person_id=person_id,
        of=of,
        defaults={
            "code_hash": codes.hashed(person_id, of, code),
            "good_until": clock.now() + good_for,
            "tries": 0,
            "notice_id": notice_id,
            "proved_at": None,
            "proved_in": None,
        },
    )
