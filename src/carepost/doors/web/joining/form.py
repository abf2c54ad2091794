"""Reading the form: the practice found, each field looked at, every fault named beside its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from carepost.actions.joining.asking import Asking
from carepost.actions.policies.people import check_own_telephone
from carepost.domain.directory.own_addresses import check_account_domain
from carepost.domain.identity.models import Person
from carepost.domain.organisations.finding import practice_called
from carepost.domain.organisations.models import Invitation, Practice
from carepost.domain.organisations.profiles import CLINICAL_SYSTEMS
from carepost.doors.web.presenters.joining import Typed
from carepost.doors.web.presenters.parts import FieldError
from carepost.ground.kernel import EmailAddress, PhoneNumber, Refused

Found = TypeVar("Found")
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")  # no name has them, and no database keeps them all
LONGEST = {
    "title": 20,
    "known_as": 48,  # the three names together are kept in 250
    "user_name": 100,
    "clinical_name": 200,
    "telephone": 30,
    "email": 254,
    "practice": 200,
}
NEEDED = {
    "given_name": "Type your given name.",
    "family_name": "Type your family name.",
    "job_title": "Type what you do at the practice, such as receptionist or GP.",
}


@dataclass(slots=True)
class Form:
    """`practice` is None where none was found; then there are `errors`."""

    typed: Typed
    password: str = field(repr=False)
    errors: list[FieldError] = field(default_factory=list)
    practice: Practice | None = None

    def asking(self, practice: Practice, invitation: str = "") -> Asking:
        """`invitation`: the key of the link, for whoever came on one.

        Hashes the password: as slow for an address that is known as for one that is not.
        """
        typed = self.typed
        return Asking(
            practice_id=str(practice.id),
            email=str(EmailAddress.parse(typed.email)),
            title=typed.title,
            given_name=typed.given_name,
            family_name=typed.family_name,
            known_as=typed.known_as,
            telephone=str(PhoneNumber(typed.telephone)) if typed.telephone else "",
            job_title=typed.job_title,
            system=typed.system if typed.system in dict(CLINICAL_SYSTEMS) else "",
            user_name=typed.user_name,
            clinical_name=typed.clinical_name,
            password_hash=make_password(self.password),
            invitation=invitation,
        )


def read(posted: Mapping[str, str]) -> Form:
    typed = Typed(**{name: _typed(posted, name) for name in Typed.__slots__})
    return _looked_at(Form(typed, posted.get("password", "")))


def read_invited(posted: Mapping[str, str], invitation: Invitation) -> Form:
    """The practice and the address are the invitation's, whatever was posted: it is for no other."""
    return _looked_at(Form(filled_in(invitation, posted), posted.get("password", "")))


def filled_in(invitation: Invitation, posted: Mapping[str, str]) -> Typed:
    """What the invitation says of them, until they say it themselves."""
    names = ("given_name", "family_name", "known_as", "telephone", "job_title")
    said = {name: getattr(invitation, name) for name in names}
    theirs = {name: _typed(posted, name) for name in (*names, "title") if name in posted}
    return Typed(practice=invitation.practice.ods_code, email=invitation.email, **said | theirs)


def _typed(posted: Mapping[str, str], name: str) -> str:
    plain = CONTROLS.sub(" ", posted.get(name, ""))
    return plain.strip()[: LONGEST.get(name, 100)]


def _looked_at(form: Form) -> Form:
    typed = form.typed
    form.practice = _tried(form, "practice", lambda: practice_called(typed.practice))
    for name, words in NEEDED.items():
        if not getattr(typed, name):
            form.errors.append(FieldError(field=name, text=words))
    _tried(form, "email", lambda: check_account_domain(EmailAddress.parse(typed.email)))
    if typed.telephone:
        _tried(form, "telephone", lambda: _check_telephone(typed.telephone, form.practice))
    form.errors += faults_of_password(form.password, typed.email, typed.given_name, typed.family_name)
    return form


def _check_telephone(typed: str, practice: Practice | None) -> None:
    number = PhoneNumber(typed)
    if practice is not None:
        check_own_telephone(number, practice)


def _tried(form: Form, name: str, look: Callable[[], Found]) -> Found | None:
    try:
        return look()
    except Refused as wrong:
        form.errors.append(FieldError(field=name, text=wrong.reason))
        return None


def faults_of_password(password: str, email: str, given_name: str, family_name: str) -> list[FieldError]:
    owner = Person(email=email, given_name=given_name, family_name=family_name)
    try:
        validate_password(password, owner)
    except ValidationError as wrong:
        return [FieldError(field="password", text=" ".join(wrong.messages))]
    return []
