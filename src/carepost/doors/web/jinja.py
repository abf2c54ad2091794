"""The environment of every template."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jinja2
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

from carepost.ground.kernel import clock

from . import errors, formats
from .presenters.parts import PatientLine
from .presenting.texts import own_texts
from .sign_on.texts import at_door
from .sign_on.ways import ways


def environment(**options: Any) -> jinja2.Environment:  # Any: Jinja's own options
    """Django's environment, with the NHS.UK macros, our filters and what every page needs."""
    # Django passes an `undefined` of its own, and every nhsuk macro then raises.
    options["undefined"] = jinja2.ChainableUndefined
    options["loader"] = jinja2.ChoiceLoader(
        [
            jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
            options["loader"],
            jinja2.PackageLoader("nhsuk_frontend_jinja"),
        ]
    )
    options |= {"trim_blocks": True, "lstrip_blocks": True}
    # Everything is escaped but mail texts, whose words must arrive as they are.
    options["autoescape"] = jinja2.select_autoescape(disabled_extensions=("txt",), default=True)
    env = jinja2.Environment(**options)  # noqa: S701  # it is in the options, one line up
    env.globals |= {
        "static": static,
        "url": reverse,
        "demo": demo,
        "csp_nonce": csp_nonce,
        "errors": errors.PAGES,
    }
    env.globals |= {"messages_of": get_messages, "demo_logins": demo_logins}
    env.globals |= {"sign_on_ways": ways, "text_at_door": at_door, "own_texts": own_texts}
    env.globals |= {"demo_codes_url": demo_codes_url, "demo_mail_url": demo_mail_url, "dict": dict}
    env.filters |= filters(clock.now)
    return env


def filters(now: Callable[[], datetime]) -> dict[str, Callable[..., str]]:
    """Our filters; `now` is asked at each use."""

    def today() -> date:
        return now().astimezone(formats.LONDON).date()

    return {
        "day": formats.day,
        "born": lambda value: formats.born(value, today=today()),
        "age": lambda value: formats.age(value, today=today()),
        "clock": formats.clock,
        "london_day": lambda value: formats.day(value.astimezone(formats.LONDON).date()),
        "moment": lambda value: formats.moment(value, now=now()),
        "short_moment": lambda value: formats.short_moment(value, now=now()),
        "waiting": formats.waiting,
        "short_waiting": formats.short_waiting,
        "nhs_number": formats.nhs_number,
        "patient_name": name_of,
        "file_size": formats.file_size,
        "capital": lambda text: text[:1].upper() + text[1:],
    }


def name_of(patient: PatientLine) -> str:
    """A patient's name as lists and banners show it."""
    return formats.patient_name(patient.family, patient.given)


def csp_nonce(request: HttpRequest) -> str:
    """The nonce of this answer; it is lazy and false until it is made a string."""
    return str(getattr(request, "csp_nonce", ""))


def demo() -> bool:
    """Whether this is the demo, with made-up people."""
    return bool(getattr(settings, "DEMO", False))


def demo_logins() -> tuple[tuple[str, str, str], ...]:
    """Log-ins to try, as (name, address, password); none outside the demo."""
    return tuple(getattr(settings, "DEMO_LOGINS", ())) if demo() else ()


def demo_codes_url() -> str:
    """Where the demo shows one-time codes; empty outside the demo."""
    return str(getattr(settings, "DEMO_CODES_URL", "")) if demo() else ""


def demo_mail_url() -> str:
    """Where the demo shows the mail of its people; empty outside the demo."""
    return str(settings.INSTANCE.demo_mail_url) if demo() else ""
