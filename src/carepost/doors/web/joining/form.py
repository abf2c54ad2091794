"""Reading the form: the practice found, each field looked at, every fault named beside its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from carepost.actions.joining.asking import Asking
from carepost.actions.policies import check_own_telephone
from carepost.domain.directory.own_addresses import check_own_address
from carepost.domain.identity.models import Person
from carepost.domain.organisations.finding import practice_called
from carepost.domain.organisations.models import Practice
from carepost.doors.web.presenters.joining import Typed
from carepost.doors.web.presenters.parts import FieldError
from carepost.ground.kernel import EmailAddress, PhoneNumber, Refused

Found = TypeVar("Found")
LONGEST = {
    "title": 20,
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

    def asking(self, practice: Practice) -> Asking:
        """Hashes the password: as slow for an address that is known as for one that is not."""
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
            system=typed.system,
            user_name=typed.user_name,
            clinical_name=typed.clinical_name,
            password_hash=make_password(self.password),
        )


def read(posted: Mapping[str, str]) -> Form:
    names = Typed.__slots__
    typed = Typed(**{name: posted.get(name, "").strip()[: LONGEST.get(name, 100)] for name in names})
    form = Form(typed, posted.get("password", ""))
    form.practice = _tried(form, "practice", lambda: practice_called(typed.practice))
    for name, words in NEEDED.items():
        if not getattr(typed, name):
            form.errors.append(FieldError(field=name, text=words))
    _tried(form, "email", lambda: check_own_address(EmailAddress.parse(typed.email)))
    if typed.telephone:
        _tried(form, "telephone", lambda: _check_telephone(typed.telephone, form.practice))
    form.errors += _faults_of_password(form)
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


def _faults_of_password(form: Form) -> list[FieldError]:
    typed = form.typed
    owner = Person(email=typed.email, given_name=typed.given_name, family_name=typed.family_name)
    try:
        validate_password(form.password, owner)
    except ValidationError as wrong:
        return [FieldError(field="password", text=" ".join(wrong.messages))]
    return []
