"""Which of the practice's computers this is, by a cookie that names the practice and holds a secret."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from carepost.actions.practices.devices import recognise_device
from carepost.domain.organisations.models import Device

FOR_SECONDS = 400 * 24 * 3600
"""The longest that browsers keep one."""
ASKED = "_carepost_device"


def cookie_name() -> str:
    return "__Host-carepost-device" if settings.SECURE_SITE else "carepost-device"


def device_of(request: HttpRequest) -> Device | None:
    """The enrolled computer, looked up once a request; None anywhere else."""
    if not hasattr(request, ASKED):
        setattr(request, ASKED, _look_up(request.COOKIES.get(cookie_name(), "")))
    return cast("Device | None", getattr(request, ASKED))


def _look_up(value: str) -> Device | None:
    practice, _, secret = value.partition(".")
    try:
        return recognise_device(practice_id=UUID(practice), secret=secret) if secret else None
    except ValueError:
        return None


def keep_at(response: HttpResponse, practice_id: UUID, secret: str) -> None:
    response.set_cookie(
        cookie_name(),
        f"{practice_id}.{secret}",
        max_age=FOR_SECONDS,
        secure=settings.SECURE_SITE,
        httponly=True,
        samesite="Lax",
    )


def forget_at(response: HttpResponse) -> None:
    """Sent with the same marks, or browsers would not let it replace the one they have."""
    response.set_cookie(
        cookie_name(), "", max_age=0, secure=settings.SECURE_SITE, httponly=True, samesite="Lax"
    )
