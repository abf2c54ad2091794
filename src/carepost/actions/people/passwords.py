"""Whether a password will do (A6): long, not guessed from who and where one is, and not known to be stolen."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from zxcvbn import zxcvbn

from carepost.domain.identity.models import Person
from carepost.domain.organisations.people import places_of
from carepost.domain.tenancy.context import acting_for
from carepost.engines.passwords import breached

ENOUGH = 3
"""Of 0 to 4: more than ten thousand million guesses."""
READ_AT_MOST = 72
"""Characters that the estimate looks at; more only makes it slow."""
EVERYWHERE = tuple("carepost surgery practice medical centre doctor reception nhs nhsmail password".split())
EXAMPLE = "Four or five words that have nothing to do with each other do well, such as: teapot violin gravel sunday."
GUESSED = f"This password is too easy to guess. {EXAMPLE}"
ABOUT_YOU = f"This password is made of names from your work or of your own. {EXAMPLE}"
STOLEN = f"This password is on a list of stolen passwords, so others know it. {EXAMPLE}"


class HardToGuess:
    """For Django's settings: the password as somebody would guess who knows the person and the practice."""

    def validate(self, password: str, user: object | None = None) -> None:
        if _score(password) < ENOUGH:
            raise ValidationError(GUESSED, code="password_guessed")
        if _score(_without(password, words_about(user))) < ENOUGH:
            raise ValidationError(ABOUT_YOU, code="password_about_you")

    def get_help_text(self) -> str:
        return EXAMPLE


class NotStolen:
    """For Django's settings: not on the list that the operator has imported."""

    def validate(self, password: str, user: object | None = None) -> None:
        if breached.is_known(password, breached_file()):
            raise ValidationError(STOLEN, code="password_stolen")

    def get_help_text(self) -> str:
        return "It must not be on a list of stolen passwords."


def _score(password: str) -> int:
    return int(zxcvbn(password[:READ_AT_MOST])["score"]) if password else 0


def _without(password: str, words: list[str]) -> str:
    """What is left for somebody to guess who tries those words first.

    The estimate by itself counts every one of them as ten thousand guesses.
    """
    left = password
    for word in sorted(words, key=len, reverse=True):
        left = re.sub(re.escape(word), "", left, flags=re.IGNORECASE)
    return left


def breached_file() -> Path:
    return Path(settings.CAREPOST_BREACHED_PASSWORDS)


def import_breached(*, file: Path) -> int:
    """Put a list in force, in place of the one before; how many passwords it knows."""
    with file.open(encoding="ascii", errors="replace") as lines:
        return breached.write(lines, breached_file())


def how_many_breached() -> int:
    """Of the list in force; 0 where none was imported."""
    return breached.how_many(breached_file())


def words_about(user: object | None) -> list[str]:
    """Names of the person and of where they work, in small letters, each with its parts."""
    said = list(EVERYWHERE)
    if isinstance(user, Person):
        said += [user.given_name, user.family_name, user.known_as, user.email]
        if not user._state.adding:
            with acting_for(None, user.pk):
                practices = [place.practice for place in places_of(user.pk)]
            said += [word for practice in practices for word in (practice.name, practice.ods_code)]
    parts = [part for one in said for part in re.split(r"[^\w]+", one.lower()) if len(part) > 2]
    return list(dict.fromkeys([*(one.lower() for one in said if one), *parts]))
