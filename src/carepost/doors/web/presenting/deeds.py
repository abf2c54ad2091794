"""Entries of the ledger as sentences that begin with who did it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from carepost.actions.record.look import Deeds
from carepost.domain.ledger.details import Readable
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.models import Entry, Head
from carepost.doors.web import formats
from carepost.doors.web.presenters.parts import Choice, EmptyState, Link, Pager, Tone
from carepost.doors.web.presenters.record import Deed, WhoDidWhatPage
from carepost.ground.kernel import clock

LABELS = {event.value: event.label for event in Event}


def who_did_what(
    deeds: Deeds,
    names: Mapping[str, str],
    url: str,
    *,
    asked: Mapping[str, str],
    back: Link | None = None,
    title: str = "",
) -> WhoDidWhatPage:
    """`asked` are the filters in force; none are offered where `back` leads to one conversation or matter."""
    return WhoDidWhatPage(
        title=title or ("Who did what in this conversation" if back else "Who did what"),
        deeds=tuple(_deed(entry, deeds, names, alone=back is None) for entry in deeds.page.rows),
        state=_state(deeds.head),
        state_tone=Tone.PLAIN,
        people=() if back else _people(names, asked.get("person", "")),
        kinds=() if back else _kinds(asked.get("kind", "")),
        pager=_pager(deeds, url, asked),
        empty=EmptyState(title="Nothing has been done yet"),
        back=back,
    )


def _deed(entry: Entry, deeds: Deeds, names: Mapping[str, str], *, alone: bool) -> Deed:
    about = None
    if alone and entry.conversation_id:
        about = Link(label="Open it", url=reverse("conversation", args=[UUID(entry.conversation_id)]))
    place = deeds.places.get(entry.id)
    return Deed(
        sentence=sentence(entry, deeds.details.get(entry.id, {}), names),
        at=entry.at,
        about=about,
        place=None if place is None else place + 1,
    )


def sentence(entry: Entry, detail: Readable, names: Mapping[str, str]) -> str:
    """Sam Okafor changed who has this conversation: Reception."""
    if entry.event == Event.SIGN_IN_FAILED:
        tried = names.get(json.loads(entry.line)["about"].get("membership", ""), "a member")
        return f"Somebody tried to sign in as {tried} without success"
    who = names.get(entry.actor_id, "Somebody") if entry.actor_kind == "member" else "Carepost"
    said = _said(entry.event, detail)
    return f"{who} {LABELS.get(entry.event, entry.event)}" + (f": {said}" if said else "")


def _said(event: str, detail: Readable) -> str:
    """The part of the detail that a person wants to read in place."""
    match event:
        case Event.CONVERSATION_ASSIGNED | Event.MESSAGE_SENT:
            to = detail.get("to", "")
            return ", ".join(map(str, to)) if isinstance(to, list) else str(to)
        case Event.RECIPIENT_WARNING_ACKNOWLEDGED:
            return str(detail.get("address", ""))
        case Event.PATIENT_SEARCHED:
            return f"“{detail['words']}”" if detail.get("words") else ""
        case Event.CONVERSATION_URGENT_SET:
            return str(detail.get("reason", ""))
        case _ if event.startswith(("envelope.", "mailbox.")):
            return str(detail.get("address", ""))
        case _ if event.startswith(("arrival.", "match.")):
            return f"from {detail['from']}" if detail.get("from") else ""
        case _:
            return str(detail.get("name", ""))


def _state(head: Head | None) -> str:
    if head is None or not head.signed_size or head.signed_at is None:
        return "New entries are put in their place and signed within a minute."
    when = formats.moment(head.signed_at, now=clock.now())
    return f"The first {head.signed_size:,} entries are in their place and signed, last {when}."


def _people(names: Mapping[str, str], chosen: str) -> tuple[Choice, ...]:
    everybody = Choice(value="", label="Everybody", chosen=not chosen)
    by_name = sorted(names.items(), key=lambda pair: pair[1].casefold())
    return (everybody, *(Choice(value=key, label=name, chosen=key == chosen) for key, name in by_name))


def _kinds(chosen: str) -> tuple[Choice, ...]:
    everything = Choice(value="", label="Everything", chosen=not chosen)
    kinds = ((e.value, e.label[:1].upper() + e.label[1:]) for e in Event)
    return (everything, *(Choice(value=v, label=label, chosen=v == chosen) for v, label in kinds))


def _pager(deeds: Deeds, url: str, asked: Mapping[str, str]) -> Pager | None:
    page = deeds.page
    if page.before is None and page.after is None:
        return None

    def to(cursor: str | None) -> str | None:
        return f"{url}?{urlencode({**asked, 'page': cursor})}" if cursor else None

    return Pager(
        showing=f"{len(page.rows)} entries on this page",
        earlier_url=to(page.before),
        later_url=to(page.after),
    )
