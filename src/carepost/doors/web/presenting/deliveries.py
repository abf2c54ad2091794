"""What became of each recipient's copy: what happened, what we rely on, what to do."""

from __future__ import annotations

from typing import assert_never

from django.urls import reverse

from carepost.doors.web import formats
from carepost.doors.web.presenters.conversation import DeliveryLine
from carepost.doors.web.presenters.parts import PostAction, Tone
from carepost.engines.delivery.models import Attempt, Envelope
from carepost.ground.kernel import clock

State = Envelope.State


def delivery_line(envelope: Envelope, attempt: Attempt | None) -> DeliveryLine:
    """`attempt` is the last one."""
    headline, tone = _headline(envelope)
    return DeliveryLine(
        recipient=envelope.name or envelope.recipient,
        headline=headline,
        tone=tone,
        detail=_detail(envelope, attempt),
        to_do=_to_do(envelope),
        evidence_url=reverse("evidence", args=[envelope.id]),
        actions=_actions(envelope),
    )


def _headline(envelope: Envelope) -> tuple[str, Tone]:
    state = State(envelope.state)
    match state:
        case State.QUEUED if envelope.attempt_count:
            return "Not taken yet, we are still trying", Tone.LOOK
        case State.QUEUED:
            return "Waiting to be sent", Tone.PLAIN
        case State.CLAIMED:
            return "Leaving now", Tone.PLAIN
        case State.DOT_PENDING:
            return "Checking whether it left", Tone.PLAIN
        case State.ACCEPTED:
            return f"Handed to the mail service {_when(envelope)}", Tone.DONE
        case State.REFUSED:
            return f"Not sent {_when(envelope)}", Tone.HARM
        case State.UNCERTAIN:
            return "May have been sent: we cannot tell", Tone.LOOK
        case State.ABANDONED:
            return f"Not sent again, as decided {_when(envelope)}", Tone.PLAIN
        case _:
            assert_never(state)


def _when(envelope: Envelope) -> str:
    return formats.moment(envelope.state_at, now=clock.now())


def _detail(envelope: Envelope, attempt: Attempt | None) -> str:
    if envelope.state != State.ACCEPTED:
        return envelope.words
    line = encryption(attempt)
    return f"{line}. {reliance(envelope)}" if line else f"{envelope.words.rstrip('.')}. {reliance(envelope)}"


def encryption(attempt: Attempt | None) -> str:
    """encrypted (TLS 1.3, certificate verified)."""
    if attempt is None or not attempt.tls_version:
        return ""
    return f"encrypted ({attempt.tls_version.replace('TLSv', 'TLS ')}, certificate verified)"


def reliance(envelope: Envelope) -> str:
    """What the way beyond the mail service rests on."""
    whose = envelope.organisation or envelope.recipient.rpartition("@")[2]
    if envelope.verdict == "accredited":
        named = f" ({envelope.verdict_list})" if envelope.verdict_list else ""
        return f"Beyond it we rely on the accreditation of {whose}{named}."
    return f"Beyond it we cannot say: {whose} is not accredited, and the warning was acknowledged."


def _to_do(envelope: Envelope) -> str:
    match State(envelope.state):
        case State.REFUSED:
            return "Check the address. Ring the person if it is urgent, then send it again or leave it."
        case State.UNCERTAIN:
            return "Ask them whether it came before you send it again: they may get it twice."
        case State.QUEUED if envelope.attempt_count:
            return "Ring the person if it is urgent."
        case _:
            return ""


def _actions(envelope: Envelope) -> tuple[PostAction, ...]:
    if envelope.state not in {State.REFUSED, State.UNCERTAIN}:
        return ()
    url = reverse("settle", args=[envelope.id])
    return (
        PostAction(label="Send again", url=url, fields=(("decision", "send_again"),)),
        PostAction(label="Leave it", url=url, fields=(("decision", "leave"),)),
    )
