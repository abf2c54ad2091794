"""From judged lines to the page: what is refused first, because it stops everything else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.urls import reverse

from carepost.actions.provisioning.importing import Judged, Outcome
from carepost.actions.provisioning.reading import COLUMNS
from carepost.doors.web.presenters.parts import FieldError, Link, Tag, Tone
from carepost.doors.web.presenters.provisioning import ListedLine, ListPage

TONES = {
    Outcome.NEW: Tone.ACTION,
    Outcome.CHANGED: Tone.LOOK,
    Outcome.UNCHANGED: Tone.PLAIN,
    Outcome.REFUSED: Tone.HARM,
}
NAMES = tuple(names[0] for names in COLUMNS.values())
BACK = "The practice"


def list_page(
    found: Sequence[Judged] = (), *, checked: str = "", errors: tuple[FieldError, ...] = ()
) -> ListPage:
    count = Counter(one.outcome for one in found)
    in_order = sorted(found, key=lambda one: (one.outcome is not Outcome.REFUSED, one.line))
    return ListPage(
        url=reverse("people-import"),
        columns=NAMES,
        summary=summary(count) if found else "",
        lines=tuple(map(_line, in_order)),
        refused=bool(count[Outcome.REFUSED]),
        may_import=not count[Outcome.REFUSED] and bool(count[Outcome.NEW] or count[Outcome.CHANGED]),
        checked=checked,
        back=Link(label=BACK, url=reverse("practice")),
        errors=errors,
    )


def summary(count: Counter[Outcome]) -> str:
    """As "3 new, 1 changed, 20 unchanged, 0 refused."."""
    return ", ".join(f"{count[outcome]} {outcome}" for outcome in Outcome) + "."


def _line(one: Judged) -> ListedLine:
    return ListedLine(
        line=f"Line {one.line}",
        name=one.wanted.name if one.wanted else "",
        outcome=Tag(text=one.outcome.capitalize(), tone=TONES[one.outcome]),
        words=one.words,
    )
