"""From a list laid beside the people here to its page: what somebody has to look at first."""

from __future__ import annotations

from collections import Counter

from django.urls import reverse

from carepost.actions.reviewing.listing import Found, Laid, Outcome
from carepost.actions.reviewing.users import HEADINGS
from carepost.domain.organisations.profiles import CLINICAL_SYSTEMS
from carepost.doors.web.presenters.parts import Choice, FieldError, Link, Tag, Tone
from carepost.doors.web.presenters.reviewing import UserLine, UsersPage
from carepost.ground.kernel import clock

TAGS = {
    Outcome.GONE: Tag(text="Gone", tone=Tone.HARM),
    Outcome.SOMEBODY_ELSE: Tag(text="Somebody else", tone=Tone.LOOK),
    Outcome.PRESENT: Tag(text="Seen", tone=Tone.DONE),
    Outcome.LEFT_ALONE: Tag(text="Left as it is", tone=Tone.PLAIN),
    Outcome.NOT_HERE: Tag(text="No account here", tone=Tone.PLAIN),
}
COLUMNS = tuple(names[0] for names in HEADINGS.columns.values())


def users_page(
    laid: Laid | None = None,
    *,
    system: str = "",
    day: str = "",
    checked: str = "",
    errors: tuple[FieldError, ...] = (),
) -> UsersPage:
    found = laid.found if laid else ()
    count = Counter(one.outcome for one in found)
    return UsersPage(
        url=reverse("review-list"),
        systems=tuple(
            Choice(value=each, label=label, chosen=each == system) for each, label in CLINICAL_SYSTEMS
        ),
        day=day or clock.today().isoformat(),
        back=Link(label="Back to the access review", url=reverse("review")),
        columns=COLUMNS,
        summary=summary(count) if laid and not laid.faults else "",
        faults=tuple(f"Line {one.line}: {one.words}" for one in laid.faults) if laid else (),
        lines=tuple(_line(one) for outcome in Outcome for one in found if one.outcome is outcome)
        if laid and not laid.faults
        else (),
        may_use=bool(laid and not laid.faults and (count[Outcome.PRESENT] or count[Outcome.GONE])),
        checked=checked,
        system=system,
        errors=errors,
    )


def summary(count: Counter[Outcome]) -> str:
    """As "20 seen, 1 gone, 0 somebody else, 2 left as they are; 3 users without an account here."."""
    said = (
        f"{count[Outcome.PRESENT]} seen",
        f"{count[Outcome.GONE]} gone",
        f"{count[Outcome.SOMEBODY_ELSE]} somebody else",
        f"{count[Outcome.LEFT_ALONE]} left as they are",
    )
    return f"{', '.join(said)}; {count[Outcome.NOT_HERE]} in the list without an account here."


def _line(one: Found) -> UserLine:
    here = f"{one.profile.membership.name} ({one.profile.user_name})" if one.profile else ""
    there = f"{one.user.full_name} ({one.user.user_name})" if one.user else ""
    return UserLine(here=here, there=there, outcome=TAGS[one.outcome], words=one.words)
