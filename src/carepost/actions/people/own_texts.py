"""One's own telephone as second step: its number, chosen, and stopped (A6)."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.joining.proving import Answer
from carepost.actions.notices.mailing import mail
from carepost.actions.people import words
from carepost.actions.people.step_codes import bring_step_code, forget_step_code, send_step_code
from carepost.actions.people.texts import why_not
from carepost.actions.policies.people import check_own_telephone
from carepost.domain.identity import sittings
from carepost.domain.identity.models import Person, Sitting, Telephone
from carepost.domain.identity.second_steps import choose_text, stop_text
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.people import everywhere_of
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Conflict, PhoneNumber, Refused

from .signing_in import sign_in_failed
from .telling import tell

PROVED = "Your telephone is proved already, and is changed only by proving another."
NO_NUMBER = "Type the number of your own mobile first."


def telephone_of(person_id: UUID) -> Telephone | None:
    return Telephone.objects.filter(person_id=person_id).first()


def give_number(*, person: Person, typed: str) -> None:
    """For whoever has none that was proved. Refused for what cannot be texted, and for a practice's own number."""
    check_text_may_do(person.id)
    number = PhoneNumber(typed)
    with acting_for(None, person.id):
        for place in everywhere_of(person.id):
            check_own_telephone(number, place.practice)
        known = Telephone.objects.select_for_update().filter(person=person).first()
        if known is not None and known.proved_at is not None:
            raise Conflict(PROVED)
        Telephone.objects.update_or_create(person=person, defaults={"number": number})
        forget_step_code(person.id)


def send_code_to_own(*, person: Person) -> None:
    """To make sure that it is theirs, and that text messages arrive there."""
    check_text_may_do(person.id)
    telephone = telephone_of(person.id)
    if telephone is None or not telephone.number:
        raise Refused(NO_NUMBER)
    send_step_code(telephone=telephone)


def choose_texts(*, sitting: Sitting, person: Person, typed: str) -> Answer:
    """The code came back: from now on it is a second step of theirs. A wrong one is on the ledger."""
    check_text_may_do(person.id)
    with acting_for(None, person.id):
        said = bring_step_code(person_id=person.id, typed=typed)
        if said is not Answer.RIGHT:
            sign_in_failed(person_id=person.id)
            return said
        choose_text(person)
        sittings.let_text_do(sitting)
        tell(person.id, Event.TEXT_ADDED)
        mail(person.email, words.texts_chosen())
    return said


def stop_texts(*, person_id: UUID) -> None:
    """No code goes there any more. Where it was all they had, the next page asks them to set up another."""
    with acting_for(None, person_id):
        if stop_text(person_id):
            sittings.let_no_text_do(person_id)
            forget_step_code(person_id)
            tell(person_id, Event.TEXT_REMOVED)


def check_text_may_do(person_id: UUID) -> None:
    if reason := why_not(person_id):
        raise Refused(reason)
