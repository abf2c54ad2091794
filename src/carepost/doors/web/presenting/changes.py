"""Changes of details that wait, with what speaks for each or against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse

from carepost.actions.details.look import Asked
from carepost.domain.organisations.models import DetailChange, Membership
from carepost.doors.web import formats
from carepost.doors.web.presenters.details import ChangeCard, ChangesPage
from carepost.doors.web.presenters.parts import Link, PostAction, Tag, Tone
from carepost.doors.web.presenters.people import Fact
from carepost.doors.web.presenting.evidence_of_members import ADDRESS
from carepost.doors.web.presenting.members import state_of
from carepost.ground.kernel import clock

Detail = DetailChange.Detail
TAKEN = "Another account has this by now. Ask whose it is before you decide; it cannot be approved while that is so."
OWN = "This is a change of your own: another administrator decides."


def changes_page(waiting: Iterable[Asked]) -> ChangesPage:
    return ChangesPage(
        cards=tuple(_card(one) for one in waiting),
        back=Link(label="Back to the people", url=reverse("people")),
    )


def _card(asked: Asked) -> ChangeCard:
    change, urls = asked.change, ("change-approve", "change-refuse")
    approve_url, refuse_url = (reverse(name, args=[change.id]) for name in urls)
    return ChangeCard(
        name=change.membership.name,
        what=str(Detail(change.detail).label),
        before=change.before or "none",
        after=change.after,
        facts=tuple(_facts(asked)),
        reasons=tuple(_reasons(asked)),
        approve=None if asked.is_own else PostAction(label="Approve", url=approve_url),
        refuse_url="" if asked.is_own else refuse_url,
        reason_id=f"reason-{change.id}",
    )


def _facts(asked: Asked) -> Iterator[Fact]:
    change, now = asked.change, clock.now()
    yield Fact(what="Asked", value=formats.moment(change.asked_at, now=now))
    if change.proved_at is not None:
        yield Fact(what="Proved by a code", value=formats.moment(change.proved_at, now=now))
    if asked.address is not None:
        address = change.after if change.detail == Detail.EMAIL else change.membership.person.email
        yield Fact(what="Their address would be", value=address, tag=ADDRESS[asked.address.outcome])
    if change.membership.state != Membership.State.ACTIVE:
        yield Fact(what="Place here", value="not at work now", tag=state_of(change.membership))
    if asked.is_taken:
        yield Fact(what="Another account", value="has it too", tag=Tag(text="Look twice", tone=Tone.HARM))


def _reasons(asked: Asked) -> Iterator[str]:
    yield from asked.address.reasons if asked.address else ()
    if asked.is_taken:
        yield TAKEN
    if asked.is_own:
        yield OWN
