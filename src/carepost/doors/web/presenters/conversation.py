"""One conversation: what was said, by whom, what became of it, and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from .parts import Attachment, Choice, FieldError, Link, PatientBanner, PostAction, Tag, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """What became of one recipient's copy.

    `headline` is what happened ("Handed to NHSmail today 10:41"), `detail` how and what we rely on beyond
    it, `to_do` what a person should do if it went wrong. `actions` settle an uncertain or failed one ("Send
    again", …).
    """

    recipient: str
    headline: str
    tone: Tone = Tone.PLAIN
    detail: str = ""
    to_do: str = ""
    evidence_url: str | None = None
    actions: tuple[PostAction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCard:
    """One message. `ours` puts the rule on the right edge.

    `who` names the human author ("Aisha Barton, GP") or the sender; `organisation` theirs with its ODS
    code; `address` the sender's own address (shown small). `text` is the new part, `earlier` the quoted
    rest, folded. `html_url` opens received HTML on its own address; `original_url` the mail exactly as it
    came. `part_of` leads from a part of a letter about several patients to where it was split; such a part has
    neither. `warnings` are sentences about the mail itself ("Two From lines: we show both").
    """

    id: str
    who: str
    at: datetime
    text: str
    ours: bool
    organisation: str = ""
    address: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    earlier: str = ""
    attachments: tuple[Attachment, ...] = ()
    deliveries: tuple[DeliveryLine, ...] = ()
    warnings: tuple[str, ...] = ()
    html_url: str | None = None
    original_url: str | None = None
    part_of: Link | None = None
    undo: PostAction | None = None
    kind: Literal["message"] = "message"

    @property
    def earlier_lines(self) -> int:
        """How many lines of quoted text are folded away."""
        return len(self.earlier.splitlines())


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCard:
    """A note that only the practice sees; it is never part of any mail."""

    id: str
    who: str
    at: datetime
    text: str
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One grey line: a whole sentence without its time ("Assigned to Reception by Sam Okafor")."""

    text: str
    at: datetime
    kind: Literal["event"] = "event"


TimelineEntry = MessageCard | NoteCard | EventLine


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteForm:
    """Writes a note. POSTs `text`, and `key` (once-only key made by the view)."""

    url: str
    key: str
    text: str = ""
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignForm:
    """Gives the conversation to somebody.

    POSTs `to`: a value of `choices` ("me", "team:<uuid>", "member:<uuid>").
    """

    url: str
    choices: tuple[Choice, ...]
    current: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionBar:
    """What this person can do with this conversation now; absent means not offered.

    `done` closes or, when it is closed, `reopen` opens it again. `urgent` marks or unmarks (its label says
    which).
    """

    reply: Link | None = None
    reply_all: Link | None = None
    note: NoteForm | None = None
    assign: AssignForm | None = None
    urgent: PostAction | None = None
    done: PostAction | None = None
    reopen: PostAction | None = None
    more: tuple[Link, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationView:
    """A conversation, drawn beside the list or on its own.

    `title` heads it when there is no patient. `facts` are short phrases under the banner ("Assigned to
    you", "Reply wanted by Friday 27 November", "Reference CP-7K3M2-QX9RD"); `here` says who else is
    reading.
    """

    id: str
    url: str
    title: str
    practice_name: str
    patient: PatientBanner | None = None
    tags: tuple[Tag, ...] = ()
    facts: tuple[str, ...] = ()
    here: str = ""
    timeline: tuple[TimelineEntry, ...] = ()
    actions: ActionBar = ActionBar()
    back: Link | None = None
    others: tuple[Link, ...] = ()
    who_did_what_url: str | None = None
    print_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPage:
    """A conversation on a page of its own (use `InboxPage.conversation` to keep the list beside it)."""

    template: ClassVar[str] = "pages/conversation.html"

    conversation: ConversationView


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPrint:
    """The conversation on paper. Notes are left out unless `with_notes`."""

    template: ClassVar[str] = "pages/conversation_print.html"

    conversation: ConversationView
    printed_by: str
    printed_at: datetime
    with_notes: bool = False
