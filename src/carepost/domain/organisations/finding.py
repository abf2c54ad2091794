"""Finding a practice by what people type: its ODS code, or its name or a part of it."""

from __future__ import annotations

from django.db.models import Q

from carepost.domain.organisations.models import Practice
from carepost.ground.kernel import Refused

MOST = 8
"""names shown where several would do"""


def practice_called(typed: str) -> Practice:
    """The one practice meant. Refused where there is none, or where it could be one of several."""
    wanted = " ".join(typed.split())
    practices = Practice.objects.filter(kind=Practice.Kind.PRACTICE)
    exact = list(practices.filter(Q(ods_code__iexact=wanted) | Q(name__iexact=wanted))[:2])
    found = exact if len(exact) == 1 else _like(wanted)
    if not found:
        raise Refused(
            "No practice here is called so. Type its ODS code, such as A12345, or the name on its letters. "
            "If it does not use Carepost yet, ask your practice manager."
        )
    if len(found) > 1:
        names = "; ".join(f"{one.name} ({one.ods_code})" for one in found[:MOST])
        raise Refused(f"Several practices are called so. Type the ODS code of yours: {names}.")
    return found[0]


def _like(wanted: str) -> list[Practice]:
    if len(wanted) < 3:
        return []
    here = Practice.objects.filter(kind=Practice.Kind.PRACTICE, name__icontains=wanted)
    return list(here.order_by("name")[: MOST + 1])
