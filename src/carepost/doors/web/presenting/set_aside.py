"""Mail that was settled without a patient."""

from __future__ import annotations

from django.urls import reverse

from carepost.domain.tenancy.paging import Page
from carepost.doors.web.presenters.matching import SetAsidePage, SetAsideRow
from carepost.doors.web.presenters.parts import EmptyState, Link, Pager, PostAction
from carepost.engines.intake.models import Arrival

from .matching import sender_of

NOTHING = EmptyState(
    title="Nothing has been set aside",
    text="Practice business, mail from patients, what is not ours and junk are kept here once somebody says so.",
)


def set_aside_list(page: Page[Arrival]) -> SetAsidePage:
    url = reverse("set-aside")
    pager = Pager(
        showing=f"{len(page.rows)} on this page",
        earlier_url=f"{url}?page={page.before}" if page.before else None,
        later_url=f"{url}?page={page.after}" if page.after else None,
    )
    return SetAsidePage(
        rows=tuple(_row(arrival) for arrival in page.rows),
        empty=NOTHING,
        pager=pager if page.before or page.after else None,
        back=Link(label="Back to Needs matching", url=reverse("matching")),
    )


def _row(arrival: Arrival) -> SetAsideRow:
    return SetAsideRow(
        id=str(arrival.id),
        who=sender_of(arrival),
        subject=arrival.subject or "(no subject)",
        at=arrival.at,
        settled=f"{Arrival.Outcome(arrival.outcome).label}, by {arrival.settled_by}",
        settled_at=arrival.settled_at or arrival.at,
        take_back=PostAction(label="Take back", url=reverse("unsettle", args=[arrival.id])),
        original_url=reverse("arrival-original", args=[arrival.id]),
    )
