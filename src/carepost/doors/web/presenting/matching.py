"""Mail that needs matching: the list, and one item with everybody it may be about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from carepost.actions.conversations.contents import own_identities
from carepost.actions.receiving.reading import Reading
from carepost.actions.triage.candidates import Possible
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.paging import Page
from carepost.doors.web import formats
from carepost.doors.web.presenters.conversation import MessageCard
from carepost.doors.web.presenters.matching import Candidate, MatchingItemPage, MatchingListPage, MatchingRow
from carepost.doors.web.presenters.parts import EmptyState, FieldError, Link, Pager, PostAction, Tag, Tone
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import clock, new_id
from carepost.ground.mailkit import quoting

from .files import unplaced
from .people import line_of, names

State, Outcome = Arrival.State, Arrival.Outcome
WHAT_HAPPENS = (
    "Confirming puts the message into a conversation about this patient, and its sender takes part in it. "
    "You can undo it."
)
NOTHING = EmptyState(
    title="Nothing needs matching", text="Mail we cannot place for certain comes here by itself."
)


def matching_list(page: Page[Arrival], waiting: int) -> MatchingListPage:
    now, url = clock.now(), reverse("matching")
    longest = f", longest {formats.waiting(now - page.rows[0].at)}" if page.rows and not page.before else ""
    pager = Pager(
        showing=f"{len(page.rows)} on this page",
        earlier_url=f"{url}?page={page.before}" if page.before else None,
        later_url=f"{url}?page={page.after}" if page.after else None,
    )
    return MatchingListPage(
        summary=f"{waiting} waiting{longest}" if waiting else "",
        rows=tuple(_row(arrival, now) for arrival in page.rows),
        empty=NOTHING,
        pager=pager if page.before or page.after else None,
        set_aside=Link(label="Set aside before", url=reverse("set-aside")),
    )


def _row(arrival: Arrival, now: datetime) -> MatchingRow:
    return MatchingRow(
        id=str(arrival.id),
        url=reverse("matching-item", args=[arrival.id]),
        who=sender_of(arrival),
        subject=arrival.subject or "(no subject)",
        at=arrival.at,
        waiting=now - arrival.at,
        hint=_hint(arrival),
        tags=(Tag(text="From the Junk folder", tone=Tone.LOOK),) if arrival.junk else (),
    )


def sender_of(arrival: Arrival) -> str:
    if arrival.from_name and arrival.from_address:
        return f"{arrival.from_name} <{arrival.from_address}>"
    if not (arrival.from_name or arrival.from_address) and arrival.mail_from:
        return f"{arrival.mail_from} (as its server said)"
    return arrival.from_name or arrival.from_address or "No sender named"


def _hint(arrival: Arrival) -> str:
    if arrival.state == State.UNREADABLE:
        return "Could not be read"
    return "Suggested" if arrival.certainty == Arrival.Certainty.SUGGESTED else "Patient not found"


def matching_item(
    arrival: Arrival,
    reading: Reading,
    possible: Sequence[Possible],
    *,
    words: str = "",
    found: Iterable[Patient] | None = None,
    errors: tuple[FieldError, ...] = (),
) -> MatchingItemPage:
    here = reverse("matching-item", args=[arrival.id])
    return MatchingItemPage(
        title=arrival.subject or "(no subject)",
        mail=_mail(arrival, reading),
        confirm_url=reverse("confirm", args=[arrival.id]),
        search_url=here,
        key=str(new_id()),
        waiting=clock.now() - arrival.at,
        sender_facts=tuple(_sentence_parts(arrival.reasons)),
        candidates=tuple(candidate_of(one) for one in possible),
        words=words,
        found=None if found is None else tuple(patient_found(patient) for patient in found),
        what_happens=WHAT_HAPPENS,
        otherwise=_otherwise(arrival),
        several=_several(arrival, reading),
        unreadable=_unreadable(arrival, reading),
        errors=errors,
        back=Link(label="Back to Needs matching", url=reverse("matching")),
    )


def _unreadable(arrival: Arrival, reading: Reading) -> str:
    if not reading.in_part:
        return ""
    return " ".join(arrival.reasons) or "Download it and look at it with care."


def _sentence_parts(reasons: Sequence[object]) -> Iterable[str]:
    return (str(reason).rstrip(".") for reason in reasons)


def _mail(arrival: Arrival, reading: Reading) -> MessageCard:
    parsed = reading.parsed
    new, earlier = quoting.split(parsed.text)
    own = own_identities(arrival.practice_id)
    html = reverse("arrival-html", args=[arrival.id]) if parsed.html is not None else None
    return MessageCard(
        id=str(arrival.id),
        who=arrival.from_name or arrival.from_address or "No sender named",
        address=arrival.from_address,
        at=arrival.at,
        text=new.strip(),
        earlier=earlier.strip("\n"),
        ours=False,
        to=names([[box.name, box.address] for box in parsed.to], own),
        cc=names([[box.name, box.address] for box in parsed.cc], own),
        attachments=tuple(unplaced(arrival.id, file) for file in parsed.attachments),
        warnings=_warnings(reading),
        html_url=html,
        original_url=reverse("arrival-original", args=[arrival.id]),
    )


def _warnings(reading: Reading) -> tuple[str, ...]:
    parsed = reading.parsed
    found = list(parsed.defects)
    if parsed.from_lines > 1 or len(parsed.from_) > 1:
        senders = ", ".join(box.address for box in parsed.from_)
        found.append(f"This message names more than one sender ({senders}). We trust none of them.")
    if not parsed.from_ and not reading.in_part:
        found.append("This message does not say who sent it.")
    return tuple(dict.fromkeys(found))


def candidate_of(one: Possible) -> Candidate:
    if one.conversation:
        about = f"Into the conversation {one.conversation.reference} with {one.conversation.correspondent}"
        return Candidate(
            value=f"conversation:{one.conversation.id}",
            patient=line_of(one.patient),
            reasons=one.reasons,
            conversation=about,
        )
    return Candidate(value=f"patient:{one.patient.id}", patient=line_of(one.patient), reasons=one.reasons)


def patient_found(patient: Patient) -> Candidate:
    return Candidate(value=f"patient:{patient.id}", patient=line_of(patient))


def _several(arrival: Arrival, reading: Reading) -> Link | None:
    """What could not be read cannot be cut."""
    if reading.in_part:
        return None
    return Link(label="About several patients", url=reverse("matching-split", args=[arrival.id]))


def _otherwise(arrival: Arrival) -> tuple[PostAction, ...]:
    url = reverse("arrival-outcome", args=[arrival.id])
    return tuple(
        PostAction(label=outcome.label, url=url, fields=(("as", outcome.value),)) for outcome in Outcome
    )
