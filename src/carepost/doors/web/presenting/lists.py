"""The lists in the side navigation, with their counts, and what stands in red above every page."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.urls import reverse

from carepost.actions.permissions import can_read_the_record
from carepost.domain.correspondence.counts import Counts, counts_of
from carepost.domain.organisations.roster import Named, Roster, faults_in, roster_of
from carepost.doors.web.presenters.parts import Link
from carepost.doors.web.presenters.shell import NavGroup, NavItem, RedBar
from carepost.doors.web.presenting.way_back import bars_of_way_back
from carepost.engines.intake.waiting import how_many_to_match
from carepost.ground.kernel import Actor

TITLES = {
    "my": "My inbox",
    "unassigned": "Unassigned",
    "urgent": "Urgent",
    "failed": "Failed",
    "awaiting-reply": "Awaiting reply",
    "all": "All",
    "done": "Done",
}
HELD = "held"
CANNOT_WORK = "Held by somebody who cannot work now"


@lru_cache(maxsize=4_096)
def address_of(name: str) -> str:
    """Where a list is: "my", "team-<uuid>", "member-<uuid>", "matching". Kept, for each page has forty of them."""
    kind, _, rest = name.partition("-")
    match kind:
        case "team":
            return reverse("team", args=[UUID(rest)])
        case "member":
            return reverse("colleague", args=[UUID(rest)])
        case "matching":
            return reverse("matching")
        case _:
            return reverse("inbox", args=[name])


def navigation(actor: Actor, current: str, counts: Counts) -> tuple[NavGroup, ...]:
    here = roster_of(actor.practice_id)
    groups = [
        NavGroup(items=_main(actor, current, counts, here)),
        NavGroup(heading="Teams", items=tuple(_team(one, current, counts) for one in here.teams)),
    ]
    colleagues = [one for one in here.members if str(one.id) != actor.id]
    if colleagues:
        items = tuple(_colleague(one, current, counts) for one in colleagues)
        groups.append(NavGroup(heading="Colleagues", items=items))
    practice = NavItem(
        slug="practice", label="This practice", url=reverse("practice"), current=current == "practice"
    )
    groups.append(NavGroup(heading="Practice", items=(practice, *_record(actor, current))))
    return tuple(groups)


def _record(actor: Actor, current: str) -> tuple[NavItem, ...]:
    if not can_read_the_record(actor):
        return ()
    url = reverse("who-did-what")
    return (NavItem(slug="record", label="Who did what", url=url, current=current == "record"),)


def _main(actor: Actor, current: str, counts: Counts, here: Roster) -> tuple[NavItem, ...]:
    numbers: dict[str, int | None] = {
        "my": counts.members[UUID(actor.id)],
        "unassigned": counts.unassigned,
        "urgent": counts.urgent,
        "failed": counts.failed,
        "awaiting-reply": counts.awaiting_reply,
    }
    needing = {"my", "unassigned", "urgent", "failed"}
    items = [
        _item(slug, label, numbers.get(slug), current, needs=slug in needing)
        for slug, label in TITLES.items()
    ]
    matching = NavItem(
        slug="matching",
        label="Needs matching",
        url=reverse("matching"),
        count=how_many_to_match(actor.practice_id),
        needs_someone=True,
        current=current == "matching",
    )
    return (*items[:2], *_stranded(current, counts, here), matching, *items[2:])


def _stranded(current: str, counts: Counts, here: Roster) -> tuple[NavItem, ...]:
    """Only while there is something: whoever has it is suspended, has left, or is an archived team."""
    there = here.ids
    held = sum(number for who, number in (counts.teams + counts.members).items() if who not in there)
    return (_item(HELD, CANNOT_WORK, held, current),) if held or current == HELD else ()


def _item(slug: str, label: str, count: int | None, current: str, *, needs: bool = True) -> NavItem:
    return NavItem(
        slug=slug,
        label=label,
        url=address_of(slug),
        count=count,
        needs_someone=needs,
        current=slug == current,
    )


def _team(team: Named, current: str, counts: Counts) -> NavItem:
    return _item(f"team-{team.id}", team.name, counts.teams[team.id], current)


def _colleague(member: Named, current: str, counts: Counts) -> NavItem:
    return _item(f"member-{member.id}", member.name, counts.members[member.id], current, needs=False)


def red_bars(actor: Actor, counts: Counts) -> tuple[RedBar, ...]:
    """Failed sends, somebody who becomes administrator out of turn, and mail that does not come."""
    bars = []
    if counts.failed:
        what = "1 conversation has" if counts.failed == 1 else f"{counts.failed} conversations have"
        bars.append(
            RedBar(
                text=f"{what} a message that could not be sent, or may not have been.",
                link=Link(label="See what to do", url=reverse("inbox", args=["failed"])),
            )
        )
    bars += bars_of_way_back(actor.practice_id)
    return (*bars, *(RedBar(text=fault) for fault in faults_in(actor.practice_id)))


def counts_for(actor: Actor) -> Counts:
    return counts_of(actor.practice_id)
