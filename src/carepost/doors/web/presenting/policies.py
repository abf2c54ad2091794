"""From versions of a policy to what a person reads: the text, and what has changed since they accepted one."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import zip_longest
from uuid import UUID

from carepost.domain.identity.models import Policy
from carepost.domain.identity.policies import in_force, last_accepted, to_accept
from carepost.doors.web import formats
from carepost.doors.web.markdown import html_of
from carepost.doors.web.presenters.policies import Piece, PoliciesPage, PolicyText
from carepost.ground.kernel import clock

WORDS = re.compile(r"\S+\s*|\s+")
Paragraph = tuple[Piece, ...]


def policies_page(person_id: UUID, after: str) -> PoliciesPage:
    waiting = set(to_accept(person_id))
    found = [policy for kind in Policy.Kind.values if (policy := in_force(kind)) is not None]
    texts = {policy.id: _text(policy, last_accepted(person_id, policy.kind)) for policy in found}
    return PoliciesPage(
        to_accept=tuple(text for key, text in texts.items() if key in waiting),
        accepted=tuple(text for key, text in texts.items() if key not in waiting),
        after=after,
    )


def _text(policy: Policy, before: Policy | None) -> PolicyText:
    published = formats.moment(policy.published_at, now=clock.now())
    return PolicyText(
        id=policy.id,
        name=policy.get_kind_display(),
        version=f"version {policy.version}, published {published}",
        html=html_of(policy.text, below=2),
        changes=changes(before.text, policy.text) if before and before != policy else (),
    )


def changes(before: str, after: str) -> tuple[Paragraph, ...]:
    """The paragraphs of both, each word marked; those that stayed whole are left out."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Paragraph] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [_compared(*pair) for pair in zip_longest(old[a:b], new[c:d], fillvalue="")]
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _compared(before: str, after: str) -> Paragraph:
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(text="".join(new[c:d])))
            continue
        pieces += [Piece(text="".join(old[a:b]), change="gone")] if b > a else []
        pieces += [Piece(text="".join(new[c:d]), change="added")] if d > c else []
    return tuple(pieces)
