"""Asking for another name, address or telephone. Nothing changes; the address there is now is told at once.

The details are the person's and not a practice's: so one of a kind waits, wherever they work, and an administrator of
the practice where it was asked decides. The others' ledgers say so, and their administrators are told what was done.
"""

from __future__ import annotations

from uuid import UUID

from carepost.actions.details import words
from carepost.actions.details.judging import judged
from carepost.actions.details.now import Detail, Name, name_of, now
from carepost.actions.details.proving import forget_code, send_code
from carepost.actions.details.recording import record_elsewhere, record_here
from carepost.actions.details.telling import tell_administrators
from carepost.actions.notices.mailing import mail
from carepost.actions.policies import details as rules
from carepost.actions.policies.people import check_named, check_own_address, check_own_telephone
from carepost.domain.directory.own_addresses import check_account_domain
from carepost.domain.identity.models import Person
from carepost.domain.ledger.events import Event
from carepost.domain.organisations.administrators import administrators_of
from carepost.domain.organisations.changes import own_for_update, waiting_of
from carepost.domain.organisations.models import DetailChange, Membership
from carepost.domain.organisations.people import hold_place, places_of
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import EmailAddress, PhoneNumber, clock

State = DetailChange.State


def ask_for_name(*, place: Membership, name: Name) -> DetailChange:
    """`place` is their own, looked up for them, as in all that follows."""
    check_named(name.given_name, name.family_name)
    with acting_for(place.practice_id, place.person_id):
        change = _ask(place, Detail.NAME, name.shown, name.as_parts)
        tell_administrators(change)
    return change


def ask_for_address(*, place: Membership, address: EmailAddress) -> DetailChange:
    """A code is on its way to it, whether or not an account has it. Refused where it can be nobody's own here."""
    check_account_domain(address)
    with acting_for(place.practice_id, place.person_id):
        check_own_address(judged(place, address, name_of(place.person).to_compare))
        change = _ask(place, Detail.EMAIL, str(address).lower())
        send_code(change)
    return change


def ask_for_telephone(*, place: Membership, number: PhoneNumber) -> DetailChange:
    """As an address; the telephone of no practice where they work."""
    with acting_for(None, place.person_id):
        for one in places_of(place.person_id):
            check_own_telephone(number, one.practice)
    with acting_for(place.practice_id, place.person_id):
        change = _ask(place, Detail.TELEPHONE, str(number))
        send_code(change)
    return change


def _ask(
    place: Membership, detail: DetailChange.Detail, after: str, parts: dict[str, str] | None = None
) -> DetailChange:
    """The person's row is held, so that of two who ask at the same time the second sees the first."""
    rules.check_is_at_work(place, hold_place(place))
    person = Person.objects.select_for_update().get(id=place.person_id)
    before = now(person, detail)
    rules.check_is_another(before, after)
    rules.check_none_waits(detail, waiting_of(person.id))
    rules.check_somebody_else_decides(place, administrators_of(place.practice_id))

    change = DetailChange.objects.create(
        practice_id=place.practice_id,
        membership=place,
        detail=detail,
        before=before,
        after=after,
        parts=parts or {},
        asked_at=clock.now(),
    )
    mail(person.email, words.asked(words.WHAT[detail]))

    record_here(place.as_actor(), Event.DETAILS_ASKED, change)
    record_elsewhere(Event.DETAILS_ASKED, change)
    return change


def take_back(*, place: Membership, change_id: UUID) -> DetailChange:
    """By whoever asked, before it is decided. NotFound for anybody else's."""
    with acting_for(place.practice_id, place.person_id):
        change = own_for_update(place, change_id)
        rules.check_change_waits(change)

        change.state = State.WITHDRAWN
        change.save(update_fields=["state"])
        forget_code(change)

        record_here(place.as_actor(), Event.DETAILS_TAKEN_BACK, change)
        record_elsewhere(Event.DETAILS_TAKEN_BACK, change)
    return change
