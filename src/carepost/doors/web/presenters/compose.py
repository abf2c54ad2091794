"""Writing: find the patient first, then the message; and a reply."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from .conversation import MessageCard, TimelineEntry
from .parts import Attachment, Choice, EmptyState, FieldError, Link, PatientBanner, PatientLine, Tag, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientResult:
    """One patient found. `choose_url` carries the patient's id, never a number or a name."""

    patient: PatientLine
    choose_url: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindPatientPage:
    """Step one of a new message. POSTs `words` to `url`; the answer is this page again with `results`.

    `results` None: nothing has been looked for yet; empty: nobody was found, and `empty` says so.
    """

    template: ClassVar[str] = "pages/find_patient.html"

    url: str
    words: str = ""
    results: tuple[PatientResult, ...] | None = None
    empty: EmptyState | None = None
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientCard:
    """One recipient of the message being written.

    `line` says what we know ("Northside NHS Trust · RX100 · usually answers in 1.2 days").
    `understood` is whether the warning for this address has been acknowledged (posted as
    `understood=<address>`).
    """

    address: str
    verdict: Verdict
    role: Literal["to", "cc"] = "to"
    name: str = ""
    line: str = ""
    understood: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in the draft that may belong to another person.

    POSTs `belongs=<id>` to send it all the same.
    """

    id: str
    headline: str
    detail: str = ""
    accepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageForm:
    """The form of a message; the same for a new one and a reply. It is multipart and POSTs to `url`:

    - `key`: the once-only key of this send; unchanged on every re-draw, so that two clicks are one message
    - `to`, `cc`: the addresses on cards (repeated); `add_to`, `add_cc`: what was typed to be added
    - `understood`: addresses whose warning was acknowledged (repeated)
    - `replies_to`: a value of `replies_to`; `purpose`: a value of `purposes`; `wanted_by`: ISO date or
      empty
    - `body`; `files`: new uploads (repeated); `kept`: ids of files already held (repeated); `belongs`:
      findings accepted
    - `step`: the button pressed. `check` (also Enter in a field) re-draws with verdicts; `send` sends;
      `remove_to:<address>`, `remove_cc:<address>`, `remove_file:<id>` take one away

    `known` are addresses offered while typing (value address, label name). `waits_for` says what stands
    between the person and Send ("two things above need you first"); Send is still a real button and the
    server answers it. `drift` says in sentences who is new in a reply and who is left out of it.
    """

    url: str
    key: str
    recipients: tuple[RecipientCard, ...] = ()
    add_to: str = ""
    add_cc: str = ""
    known: tuple[Choice, ...] = ()
    replies_to: tuple[Choice, ...] = ()
    purposes: tuple[Choice, ...] = ()
    wanted_by: str = ""
    body: str = ""
    files: tuple[tuple[str, Attachment], ...] = ()
    findings: tuple[Finding, ...] = ()
    errors: tuple[FieldError, ...] = ()
    signature: str = ""
    subject: str = ""
    limit: str = ""
    waits_for: str = ""
    saved: str = ""
    tags: tuple[Tag, ...] = field(default=())
    drift: tuple[str, ...] = ()

    @property
    def to(self) -> tuple[RecipientCard, ...]:
        """Recipients in the To line."""
        return tuple(card for card in self.recipients if card.role == "to")

    @property
    def cc(self) -> tuple[RecipientCard, ...]:
        """Recipients in the Cc line."""
        return tuple(card for card in self.recipients if card.role == "cc")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposePage:
    """Step two of a new message: the patient is fixed at the top."""

    template: ClassVar[str] = "pages/compose.html"

    patient: PatientBanner
    form: MessageForm
    change_patient_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPage:
    """A reply: the message answered stands under the form.

    `patient` None when the conversation has none. `news` is what came while it was written.
    """

    template: ClassVar[str] = "pages/reply.html"

    title: str
    form: MessageForm
    answering: MessageCard
    back: Link
    patient: PatientBanner | None = None
    news: tuple[TimelineEntry, ...] = ()
