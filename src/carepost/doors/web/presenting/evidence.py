"""The evidence of one recipient's copy."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from carepost.doors.web import formats
from carepost.doors.web.presenters.evidence import EvidencePage, Try
from carepost.doors.web.presenters.parts import Link
from carepost.engines.delivery.models import Attempt, Envelope

from .deliveries import delivery_line, encryption, reliance


def evidence(envelope: Envelope, attempts: Sequence[Attempt], copies: int) -> EvidencePage:
    line = delivery_line(envelope, attempts[-1] if attempts else None)
    conversation = reverse("conversation", args=[envelope.message.conversation_id])
    return EvidencePage(
        recipient=f"{envelope.name} <{envelope.recipient}>" if envelope.name else envelope.recipient,
        headline=line.headline,
        tone=line.tone,
        facts=_facts(envelope, copies),
        tries=tuple(_try(attempt) for attempt in attempts),
        reliance=reliance(envelope) if envelope.state == Envelope.State.ACCEPTED else "",
        original=Link(
            label="Download the exact message sent", url=reverse("envelope-original", args=[envelope.id])
        ),
        back=Link(label="Back to the conversation", url=conversation),
    )


def _facts(envelope: Envelope, copies: int) -> tuple[tuple[str, str], ...]:
    return (
        ("Verdict on the address", envelope.verdict_words),
        *((("Judged by", envelope.verdict_list),) if envelope.verdict_list else ()),
        *((("Warning acknowledged", _moment(envelope)),) if envelope.acknowledged_at else ()),
        ("Message-ID", envelope.mime_message_id),
        ("SHA-256 of the exact bytes", envelope.sha256),
        ("Size", formats.file_size(envelope.size)),
        ("Our own copy seen coming back", "yes" if copies else "no"),
    )


def _moment(envelope: Envelope) -> str:
    at = envelope.acknowledged_at
    return f"{formats.day(at.astimezone(formats.LONDON).date())}, {formats.clock(at)}" if at else ""


def _try(attempt: Attempt) -> Try:
    outcome = Attempt.Outcome(attempt.outcome).label if attempt.outcome else "Begun, no end known"
    secured = encryption(attempt)
    parts = [attempt.host, secured, attempt.cipher]
    if attempt.certificate_sha256:
        parts.append(f"certificate SHA-256 {attempt.certificate_sha256}")
    return Try(
        number=attempt.number,
        at=attempt.ended_at or attempt.started_at,
        outcome=outcome,
        reply=f"{attempt.code or ''} {attempt.reply}".strip(),
        line=", ".join(filter(None, parts)),
    )
