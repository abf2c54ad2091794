"""What was posted from the form of a message. It holds what was typed, right or wrong, so that nothing is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import QueryDict

from carepost.doors.web.presenters.parts import FieldError
from carepost.ground.kernel import EmailAddress, Refused, new_id

MOST_ADDRESSES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`to` and `cc` are on cards already; `add_to` and `add_cc` are what was typed to be added."""

    key: UUID
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    add_to: str = ""
    add_cc: str = ""
    understood: frozenset[str] = frozenset()
    replies_to: str = "me"
    body: str = ""
    kept: tuple[UUID, ...] = ()
    step: str = "check"

    @property
    def recipients(self) -> tuple[tuple[str, EmailAddress], ...]:
        """("to" | "cc", address) of all on cards."""
        to = (("to", EmailAddress.parse(text)) for text in self.to)
        return (*to, *(("cc", EmailAddress.parse(text)) for text in self.cc))


def read(post: QueryDict) -> Draft:
    return Draft(
        key=_uuid(post.get("key", "")) or new_id(),
        to=_addresses(post.getlist("to")),
        cc=_addresses(post.getlist("cc")),
        add_to=post.get("add_to", "").strip(),
        add_cc=post.get("add_cc", "").strip(),
        understood=frozenset(post.getlist("understood")),
        replies_to=post.get("replies_to", ""),
        body=post.get("body", "").replace("\r\n", "\n"),
        kept=tuple(found for text in post.getlist("kept") if (found := _uuid(text))),
        step=post.get("step", "check"),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _addresses(texts: list[str]) -> tuple[str, ...]:
    """Cards hold what was an address when it was put there; whatever else was posted was not put there by us."""
    return tuple(dict.fromkeys(text for text in texts[:MOST_ADDRESSES] if not _fault(text)))


def _fault(text: str) -> str:
    try:
        EmailAddress.parse(text)
    except Refused as error:
        return error.reason
    return ""


def stepped(draft: Draft) -> tuple[Draft, list[FieldError]]:
    """The draft after its button: a card or file taken away, what was typed put on cards where it can be."""
    verb, _, what = draft.step.partition(":")
    match verb:
        case "remove_to":
            draft = replace(draft, to=tuple(one for one in draft.to if one != what))
        case "remove_cc":
            draft = replace(draft, cc=tuple(one for one in draft.cc if one != what))
        case "remove_file":
            draft = replace(draft, kept=tuple(one for one in draft.kept if str(one) != what))
    return _with_typed(draft)


def _with_typed(draft: Draft) -> tuple[Draft, list[FieldError]]:
    to, cc = _read_typed(draft.add_to), _read_typed(draft.add_cc)
    errors = [
        FieldError(field=f"add_{role}", text=fault) for role, (_, fault) in (("to", to), ("cc", cc)) if fault
    ]
    there = {*draft.to, *draft.cc}
    return replace(
        draft,
        to=(*draft.to, *(one for one in to[0] if one not in there))[:MOST_ADDRESSES],
        cc=(*draft.cc, *(one for one in cc[0] if one not in {*there, *to[0]}))[:MOST_ADDRESSES],
        add_to=draft.add_to if to[1] else "",
        add_cc=draft.add_cc if cc[1] else "",
    ), errors


def _read_typed(typed: str) -> tuple[list[str], str]:
    """The addresses typed; or what is wrong, with none of them, so that what was typed stands as it was."""
    if not typed:
        return [], ""
    parts = [part for part in re.split(r"[;,\s]+", typed) if part]
    if all(not _fault(part) for part in parts):
        return [str(EmailAddress.parse(part)) for part in dict.fromkeys(parts)], ""
    return [], _fault(typed) or _fault(parts[0])
