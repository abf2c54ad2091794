"""Small pieces that several pages share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tone(StrEnum):
    """How loudly something speaks. Always said in words too, never by colour alone."""

    PLAIN = "plain"
    ACTION = "action"
    LOOK = "look"
    HARM = "harm"
    DONE = "done"


class VerdictKind(StrEnum):
    """May we write to this address, and how sure are we of encryption."""

    ACCREDITED = "accredited"
    NOT_ACCREDITED = "not_accredited"
    CANNOT_SEND = "cannot_send"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go: reading only, nothing changes."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAction:
    """One button that changes something: a form POST to `url` with `fields` (name, value) hidden in it.

    `key` is the single letter that presses it from the keyboard (never while typing).
    """

    label: str
    url: str
    fields: tuple[tuple[str, str], ...] = ()
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A word or two in a small box: "Urgent", "Patient not found", the name of a team."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLine:
    """A patient in one line.

    Name, date of birth, sex ("Female", "Male" or empty) and ten digits of NHS number.
    """

    family: str
    given: str
    born: date
    nhs_number: str
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientBanner(PatientLine):
    """The strip that never scrolls away: who this is about.

    `registration`: "Registered here", or what changed in words. `source`: where we know it from ("from
    the practice list of today"). `flags`: whatever a person must know, in words ("Address is
    restricted").
    """

    registration: str = ""
    source: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file: `kind` in words ("PDF"), `size` in bytes, `scan` in words ("scanned, clean", "not scanned").

    `url` None means it is withheld; `scan` then says why.
    """

    name: str
    kind: str
    size: int
    scan: str
    url: str | None = None
    scan_tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The verdict on one address. `reason` is a sentence; `rule` names the rule and who can change it."""

    kind: VerdictKind
    reason: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option of a select or a radio group. `group` heads several ("Teams", "Colleagues")."""

    value: str
    label: str
    chosen: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """What is wrong with one posted field and what to do.

    `field` is the name posted; empty: the whole form.
    """

    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """What has just happened, with a way back if there is one ("Sending in 30 seconds." Undo)."""

    text: str
    undo: PostAction | None = None
    tone: Tone = Tone.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Where we are in a long list: `showing` is a sentence ("1 to 50 of 212")."""

    showing: str
    earlier_url: str | None = None
    later_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyState:
    """Nothing here, said so that nobody wonders whether something is broken."""

    title: str
    text: str = ""
    link: Link | None = None
