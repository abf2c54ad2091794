"""Codes by text message, as one's own page and the practice's show them."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse

from carepost.actions.people.locking_here import MINUTES
from carepost.actions.people.own_texts import telephone_of
from carepost.actions.people.texts import why_not
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Membership, Practice
from carepost.doors.web.presenters.parts import Choice, FieldError
from carepost.doors.web.presenters.texts import OwnTextsPage, SigningInHerePage
from carepost.doors.web.sign_on.texts import step_of


def own_texts_page(person: Person, forbidden: str, errors: Iterable[FieldError]) -> OwnTextsPage:
    telephone = telephone_of(person.id)
    known = telephone is not None and bool(telephone.number)
    return OwnTextsPage(
        url=reverse("own-texts"),
        why_not=forbidden,
        in_use=telephone is not None and telephone.is_second_step,
        step=step_of(telephone) if telephone is not None and known else None,
        may_change=telephone is None or telephone.proved_at is None,
        errors=tuple(errors),
    )


def signing_in_here_page(practice: Practice, only_texts: Iterable[Membership]) -> SigningInHerePage:
    allowed = practice.sms_allowed
    return SigningInHerePage(
        url=reverse("signing-in-texts"),
        texts=(
            Choice(value="on", label="A code by text message will do", chosen=allowed),
            Choice(value="off", label="Passkey or authenticator app only", chosen=not allowed),
        ),
        off=not allowed,
        only_texts=tuple(one.name for one in only_texts),
        lock_url=reverse("signing-in-lock"),
        minutes=tuple(
            Choice(value=str(one), label=f"{one} minutes", chosen=one == practice.idle_minutes)
            for one in MINUTES
        ),
    )


def own_texts(request: HttpRequest) -> OwnTextsPage | None:
    """For "How you sign in", to whoever is signed in: what is so, or None where it may not be and is not."""
    person = request.user
    if not isinstance(person, Person):
        return None
    page = own_texts_page(person, why_not(person.id), ())
    return page if page.in_use or not page.why_not else None
