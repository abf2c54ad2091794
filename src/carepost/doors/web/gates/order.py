"""The gates in the order they are passed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .policies import policies_accepted
from .signing_in import second_step, signed_in

Gate = Callable[[HttpRequest], HttpResponse | None]

GATES: tuple[Gate, ...] = (signed_in, second_step, policies_accepted)


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """The answer of the first gate that does not let this through; None when all do."""
    return next((answer for gate in GATES if (answer := gate(request)) is not None), None)
