"""A code by text message as second step: weak, of one's own choice, and only where nobody forbids it (A6)."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from carepost.domain.identity.models import PlatformPlace
from carepost.domain.identity.second_steps import has_second_step, texted_telephone
from carepost.domain.organisations.people import everywhere_of
from carepost.domain.tenancy.context import acting_for

NO_SERVICE = "No text messages are sent from here."
OF_THE_PLATFORM = "People of the platform sign in with a passkey or an authenticator app."
OFF = "Codes by text message are switched off at {practices}, where you work."


def why_not(person_id: UUID) -> str:
    """Why a code by text message is no second step for this person, in words; empty where it may be one.

    As strict as the strictest practice where they work, wait or are suspended.
    """
    if not sends_texts():
        return NO_SERVICE
    if PlatformPlace.objects.filter(person_id=person_id, ended_at=None).exists():
        return OF_THE_PLATFORM
    with acting_for(None, person_id):
        off = [place.practice.name for place in everywhere_of(person_id) if not place.practice.sms_allowed]
    return OFF.format(practices=" and ".join(off)) if off else ""


def sends_texts() -> bool:
    return bool(settings.INSTANCE.text_messages != "off")


def is_enough(person_id: UUID) -> bool:
    """They chose it, and it may be one."""
    return texted_telephone(person_id) is not None and not why_not(person_id)


def is_asked_for(person_id: UUID) -> bool:
    """Whether the door takes such a code of this person.

    Also where it is not enough any more and they have nothing else: it stays in the way of whoever has stolen the
    password, and opens nothing but the page on which another is set up.
    """
    if texted_telephone(person_id) is None or not sends_texts():
        return False
    return not has_second_step(person_id) or not why_not(person_id)
