"""A code by text message: sent and brought, at the door, when asked again, and before it is a second step (A6)."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.joining import codes
from carepost.actions.joining.proving import Answer
from carepost.actions.notices.tell import is_lost, text
from carepost.actions.people import words
from carepost.actions.people.own_codes import keep_code
from carepost.domain.identity.models import OwnCode, SentCode, Telephone
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import PhoneNumber

STEP = SentCode.Of.STEP


def send_step_code(*, telephone: Telephone) -> None:
    """In place of an earlier one. How often is counted by the door."""
    with acting_for(None, telephone.person_id):
        code = codes.made()
        to, said = PhoneNumber(telephone.number), words.step_code(code)
        notice = text(to=to, words=said, good_for=codes.GOOD_FOR)
        keep_code(telephone.person_id, STEP, code, codes.GOOD_FOR, notice)


def bring_step_code(*, person_id: UUID, typed: str) -> Answer:
    """Good once. To be called in a transaction that ends well also for a wrong code, or in none."""
    with acting_for(None, person_id):
        code = OwnCode.objects.select_for_update().filter(person_id=person_id, of=STEP).first()
        if code is None or codes.is_over(code):
            return Answer.OVER
        if codes.is_right(code, typed):
            return Answer.RIGHT
        return Answer.OVER if codes.is_over(code) else Answer.WRONG


def step_code_of(person_id: UUID) -> OwnCode | None:
    """One that may still be typed."""
    found = OwnCode.objects.filter(person_id=person_id, of=STEP).first()
    return None if found is None or codes.is_over(found) else found


def step_code_was_lost(code: OwnCode) -> bool:
    return code.notice_id is not None and is_lost(code.notice_id)


def forget_step_code(person_id: UUID) -> None:
    """One that went to another number shows nothing of this one."""
    OwnCode.objects.filter(person_id=person_id, of=STEP).delete()
