"""From reasons to look at an access to the worklist, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.urls import reverse

from carepost.actions.reviewing.look import Reviews
from carepost.domain.organisations.models import Membership, Profile, Team
from carepost.domain.organisations.profiles import CLINICAL_SYSTEMS
from carepost.domain.organisations.reviewing import Review, Why, began
from carepost.doors.web import formats
from carepost.doors.web.presenters.parts import Choice, EmptyState, FieldError, Link, PostAction, Tag, Tone
from carepost.doors.web.presenters.people import Attest
from carepost.doors.web.presenters.reviewing import ReviewCard, ReviewPage
from carepost.doors.web.presenters.shell import RedBar
from carepost.ground.kernel import clock

NOBODY_WAITS = EmptyState(
    title="Nobody's access waits for a look",
    text="Whoever should be looked at again comes here by itself, with the reason.",
)
TAGS = {
    Why.GONE: Tag(text="Gone", tone=Tone.HARM),
    Why.OVERDUE: Tag(text="Overdue", tone=Tone.LOOK),
    Why.NO_PROFILE: Tag(text="No profile", tone=Tone.LOOK),
}
TOO_LATE = Tag(text="Overdue by more than 30 days", tone=Tone.HARM)


def review_page(
    found: Reviews,
    *,
    own_id: str,
    members: Iterable[Membership],
    teams: Iterable[Team],
    typed: Mapping[str, str],
    about: str = "",
    error: str = "",
) -> ReviewPage:
    """`about`: the id of whom `error` is, and `typed` was, about; "" where it is about the page."""
    heirs = _heirs(members, teams)
    cards = tuple(
        _card(one, own_id, heirs, *((typed, error) if str(one.member.id) == about else ({}, "")))
        for one in found.waiting
    )
    return ReviewPage(
        cards=cards,
        still_url=reverse("review-still"),
        listed=_listed(found),
        list_link=Link(label="Compare with a list from your clinical system", url=reverse("review-list")),
        back=Link(label="Back to the people", url=reverse("people")),
        red=red(sum(one.is_too_late for one in found.waiting), link=None),
        looked_at=tuple(map(_looked_at, found.looked_at)),
        empty=None if cards else NOBODY_WAITS,
        errors=(FieldError(field=f"review-{about}" if about else "", text=error),) if error else (),
    )


def red(too_late: int, *, link: Link | None) -> tuple[RedBar, ...]:
    """For administrators: what nobody did anything about for a month."""
    if not too_late:
        return ()
    whose = "One person's profile" if too_late == 1 else f"The profiles of {too_late} people"
    text = f"{whose} in the clinical system should have been looked up more than 30 days ago."
    return (RedBar(text=text, link=link),)


def _heirs(members: Iterable[Membership], teams: Iterable[Team]) -> tuple[Choice, ...]:
    shared = (Choice(value=f"team:{one.id}", label=one.name, group="Teams") for one in teams)
    colleagues = (Choice(value=f"member:{one.id}", label=one.name, group="Colleagues") for one in members)
    return (Choice(value="", label="Nobody named"), *shared, *colleagues)


def _card(
    one: Review, own_id: str, heirs: tuple[Choice, ...], typed: Mapping[str, str], error: str
) -> ReviewCard:
    member, key = one.member, str(one.member.id)
    card = ReviewCard(
        key=key,
        name=member.name,
        url=reverse("person", args=[key]),
        about=member.job_title,
        reasons=tuple(words(why, one) for why in one.reasons),
        tag=TOO_LATE if one.is_too_late else TAGS.get(one.reasons[0]),
        mine=key == own_id,
    )
    if card.mine:
        return card
    simple = not one.needs_looking_up
    still = PostAction(
        label=f"{member.name} still needs access", url=reverse("review-still"), fields=(("member", key),)
    )
    return replace(
        card,
        value=key if simple else "",
        still=still if simple else None,
        attest=None if simple else _attest(one, typed),
        suspend_url=reverse("person-suspend", args=[key]),
        last_day_url=reverse("person-last-day", args=[key]),
        last_day=typed.get("ends_on", member.ends_on.isoformat() if member.ends_on else ""),
        inheritors=_chosen(heirs, member),
        open=bool(error),
        error=error,
    )


def _chosen(heirs: tuple[Choice, ...], member: Membership) -> tuple[Choice, ...]:
    """Everybody but the person; whoever is named already is chosen."""
    now = f"member:{member.inheritor_id}" if member.inheritor_id else f"team:{member.inheriting_team_id}"
    return tuple(
        Choice(value=one.value, label=one.label, group=one.group, chosen=one.value == now)
        for one in heirs
        if one.value != f"member:{member.id}"
    )


def _attest(one: Review, typed: Mapping[str, str]) -> Attest:
    """What was seen last, to be held against what stands there now; the day is today's."""
    last = one.profile
    system = typed.get("system") or (last.system if last else "")
    return Attest(
        url=reverse("person-still", args=[one.member.id]),
        systems=tuple(
            Choice(value=each, label=label, chosen=each == system) for each, label in CLINICAL_SYSTEMS
        ),
        user_name=typed.get("user_name", last.user_name if last else ""),
        role=typed.get("profile_role", last.role if last else ""),
        full_name=typed.get("full_name", last.full_name if last else ""),
        day=typed.get("day", clock.today().isoformat()),
    )


def words(why: Why, one: Review) -> str:
    """One reason, as a sentence about the person."""
    member, profile = one.member, one.profile
    system = Profile.System(profile.system).label if profile else "your clinical system"
    match why:
        case Why.GONE:
            return f"Their profile is gone from {system}: found out on {_on(profile.gone_at if profile else None)}."
        case Why.NO_PROFILE:
            return "Nobody has written down their profile in your clinical system."
        case Why.OVERDUE:
            return f"Their profile in {system} should have been looked up again by {formats.day(one.due_on)}."
        case Why.DUE:
            return f"Their profile in {system} has to be looked up again by {formats.day(one.due_on)}."
        case Why.DORMANT if member.last_active_at:
            return f"Has not worked here for 90 days, last on {_on(member.last_active_at)}."
        case Why.DORMANT | Why.NEVER_CAME:
            return f"Has never worked here since they were let in on {_on(began(member))}."
        case Why.ENDS:
            return (
                f"Their place ends by itself after {formats.day(member.ends_on) if member.ends_on else ''}."
            )
        case Why.NOT_LOOKED_AT:
            looked = member.reviewed_at or began(member)
            since = f"since {_on(looked)}" if looked else "yet"
            return f"Nobody has looked at this access {since}."


def _on(moment: datetime | None) -> str:
    return formats.day(moment.astimezone(formats.LONDON).date()) if moment else "a day we do not know"


def _looked_at(member: Membership) -> str:
    """Who said so, and when."""
    by = member.reviewed_by.name if member.reviewed_by else "Carepost"
    when = formats.moment(member.reviewed_at, now=clock.now()) if member.reviewed_at else ""
    return f"{member.name} still needs access: {by}, {when}"


def _listed(found: Reviews) -> str:
    if found.listed_on is None:
        return "Profiles here were looked up by people. Carepost is not connected to your clinical system."
    return (
        f"Profiles were last seen on the list of {formats.day(found.listed_on)}, which you exported. "
        "Carepost is not connected to your clinical system."
    )
