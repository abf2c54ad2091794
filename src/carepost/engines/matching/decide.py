"""Which conversation a mail belongs to, exactly as M1 says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from carepost.engines.matching.decision import (
    Certainty,
    Decision,
    Link,
    NamesAnother,
    PatientGuess,
    Sender,
    Suggested,
)

LINK_SCORE = 100
FROM_A_PARTICIPANT = 50


def decide(
    *,
    sender: Sender,
    links: Sequence[Link],
    sender_contact_ods: str,
    findings: Sequence[NamesAnother],
    unreadable_attachments: Sequence[str],
    forged: bool,
    other_patient_suggestions: Sequence[PatientGuess],
) -> Decision:
    """Certain only if nothing at all stands against it; every reason is a sentence without its full stop."""
    doubts = _doubts(sender, links, sender_contact_ods, findings, unreadable_attachments, forged)
    if links and not doubts:
        known = _known_by(sender, links[0], sender_contact_ods)
        return Decision(Certainty.CERTAIN, links[0].conversation_id, (*_vias(links), known))

    suggestions = _suggestions(sender, links, sender_contact_ods, other_patient_suggestions)
    certainty = Certainty.SUGGESTED if suggestions else Certainty.UNKNOWN
    return Decision(certainty, None, (*_vias(links), *doubts), suggestions)


def _doubts(
    sender: Sender,
    links: Sequence[Link],
    contact_ods: str,
    findings: Sequence[NamesAnother],
    unreadable: Sequence[str],
    forged: bool,
) -> tuple[str, ...]:
    """Everything that keeps the match from being certain."""
    return (
        *_about_links(links, forged),
        *_about_sender(sender, links, contact_ods),
        *(_about_content(findings, unreadable) if links else ()),
    )


def _about_content(findings: Sequence[NamesAnother], unreadable: Sequence[str]) -> tuple[str, ...]:
    return (
        *(f"It names another person: {finding.words}" for finding in findings),
        *(f"We could not read all of {name}, so it may name another person" for name in unreadable),
    )


def _about_links(links: Sequence[Link], forged: bool) -> list[str]:
    doubts = []
    if forged:
        doubts.append(
            "Its reply address looks like one of ours but was altered, or was given to somebody else"
        )
    if len({link.conversation_id for link in links}) > 1:
        doubts.append("It refers to more than one of our conversations")
    if not links and not forged:
        doubts.append("It refers to no message we sent")
    return doubts


def _about_sender(sender: Sender, links: Sequence[Link], contact_ods: str) -> list[str]:
    doubts = []
    if not sender.identity or sender.from_lines < 1 or sender.from_addresses < 1:
        doubts.append("It does not say who sent it")
    elif sender.from_lines > 1:
        doubts.append(f"It has {sender.from_lines} From lines, so we cannot tell who sent it")
    elif sender.from_addresses > 1:
        doubts.append(f"It says it is from {sender.from_addresses} addresses, so we cannot tell who sent it")
    elif links and not all(_known_by(sender, link, contact_ods) for link in links):
        doubts.append("From an address not in this conversation")
    return doubts


def _known_by(sender: Sender, link: Link, contact_ods: str) -> str:
    """Why we know the sender in this conversation, or "". A shared domain such as nhs.net proves nothing."""
    if sender.identity and sender.identity in link.participants:
        return "From an address that takes part in this conversation"
    if contact_ods and contact_ods in link.participant_ods:
        return f"From a contact of the same organisation ({contact_ods})"
    return ""


def _vias(links: Sequence[Link]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.via for link in links))


def _suggestions(
    sender: Sender, links: Sequence[Link], contact_ods: str, guesses: Sequence[PatientGuess]
) -> tuple[Suggested, ...]:
    """Conversations referred to, then patients guessed at; the best first."""
    by_patient = {guess.patient_id: guess for guess in guesses}
    found = {link.conversation_id: _of_link(sender, link, links, contact_ods, by_patient) for link in links}
    linked = {link.patient_id for link in links}
    rest = [guess for guess in guesses if guess.patient_id not in linked]
    guessed = [Suggested(None, guess.patient_id, guess.reasons, guess.score) for guess in rest]
    return tuple(sorted([*found.values(), *guessed], key=lambda suggested: -suggested.score))


def _of_link(
    sender: Sender, link: Link, links: Sequence[Link], contact_ods: str, guesses: Mapping[UUID, PatientGuess]
) -> Suggested:
    vias = _vias([other for other in links if other.conversation_id == link.conversation_id])
    known = _known_by(sender, link, contact_ods) if sender.from_lines == sender.from_addresses == 1 else ""
    guess = guesses.get(link.patient_id) if link.patient_id else None
    reasons = (*vias, *((known,) if known else ()), *(guess.reasons if guess else ()))
    score = LINK_SCORE + (FROM_A_PARTICIPANT if known else 0) + (guess.score if guess else 0)
    return Suggested(link.conversation_id, link.patient_id, reasons, score)
