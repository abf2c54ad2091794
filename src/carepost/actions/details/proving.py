"""The code that shows that a new address or telephone is theirs. Who has it already shows in no word and no time."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.details import words
from carepost.actions.details.now import Detail, is_anothers
from carepost.actions.details.recording import record_elsewhere, record_here
from carepost.actions.details.telling import tell_administrators
from carepost.actions.joining import codes
from carepost.actions.joining.proving import Answer
from carepost.actions.joining.words import text_message
from carepost.actions.notices.mailing import mail
from carepost.actions.notices.tell import is_lost, text
from carepost.actions.people.own_codes import keep_code
from carepost.actions.policies import details as rules
from carepost.domain.identity.models import OwnCode, SentCode
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.changes import own_for_update
from carepost.domain.organisations.models import DetailChange, Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import PhoneNumber, clock

OF: dict[str, SentCode.Of] = {
    Detail.EMAIL: SentCode.Of.NEW_MAIL,
    Detail.TELEPHONE: SentCode.Of.NEW_TELEPHONE,
}


def send_code(change: DetailChange) -> None:
    """In place of an earlier one. Where another account has it, one is made all the same, and goes nowhere."""
    person, digits = change.membership.person, codes.made()
    taken = is_anothers(person, change.detail, change.after)
    notice = (
        _by_mail(change, digits, taken) if change.detail == Detail.EMAIL else _by_text(change, digits, taken)
    )
    keep_code(person.id, OF[change.detail], digits, codes.GOOD_FOR, notice)


def _by_mail(change: DetailChange, digits: str, taken: bool) -> UUID:
    said = words.address_taken() if taken else words.code(digits)
    return mail(change.after, said, good_for=codes.GOOD_FOR)


def _by_text(change: DetailChange, digits: str, taken: bool) -> UUID:
    said = words.telephone_taken() if taken else text_message(digits)
    return text(to=PhoneNumber(change.after), words=said, good_for=codes.GOOD_FOR)


def send_again(*, place: Membership, change_id: UUID) -> None:
    """A new code, if none has come back yet. How often is counted by the door."""
    with acting_for(place.practice_id, place.person_id):
        change = own_for_update(place, change_id)
        rules.check_may_be_proved(change)
        send_code(change)


def bring_code(*, place: Membership, change_id: UUID, typed: str) -> Answer:
    """In a transaction of its own that ends well also for a wrong code: a try undone would be a try given away."""
    with acting_for(place.practice_id, place.person_id):
        change = own_for_update(place, change_id)
        rules.check_may_be_proved(change)
        code = OwnCode.objects.select_for_update().filter(**_own(change)).first()
        if code is None or codes.is_over(code):
            return Answer.OVER
        if not codes.is_right(code, typed):
            return Answer.OVER if codes.is_over(code) else Answer.WRONG
        _proved(place, change)
    return Answer.RIGHT


def _proved(place: Membership, change: DetailChange) -> None:
    change.proved_at = clock.now()
    change.save(update_fields=["proved_at"])
    tell_administrators(change)

    record_here(place.as_actor(), Event.DETAILS_PROVED, change)
    record_elsewhere(Event.DETAILS_PROVED, change)


def forget_code(change: DetailChange) -> None:
    """What was sent for a change that is over is good for nothing."""
    if change.detail in OF:
        OwnCode.objects.filter(**_own(change)).delete()


def was_lost(change: DetailChange) -> bool:
    """The code never left: the page has to say so."""
    code = OwnCode.objects.filter(**_own(change)).first()
    return code is not None and code.notice_id is not None and is_lost(code.notice_id)


def _own(change: DetailChange) -> dict[str, object]:
    return {"person_id": change.membership.person_id, "of": OF[change.detail]}
