"""The message's own words, put together from the parts that carry them."""

from __future__ import annotations

import html as entities
from collections.abc import Iterable
from dataclasses import dataclass

from carepost.ground.mailkit import html, leaf
from carepost.ground.mailkit.headers import Note
from carepost.ground.mailkit.leaf import Leaf, describe
from carepost.ground.mailkit.message import Part

_RULE = "\n<hr>\n"


@dataclass(frozen=True, slots=True)
class Body:
    """`plain` is what was sent as plain text, `html` what was sent as HTML."""

    plain: str = ""
    html: str | None = None

    @property
    def text(self) -> str:
        """The best there is to read."""
        if self.plain.strip() or self.html is None:
            return self.plain
        return html.to_text(self.html)


def is_own(leaf: Leaf, root: Part) -> bool:
    """Whether a part is the message's own text, and not an attachment."""
    if leaf.content_type not in {"text/plain", "text/html"} or leaf.disposition == "attachment":
        return False
    return not leaf.name or leaf.part is root


def read(root: Part, note: Note) -> Body:
    """The message's text, from whichever of its parts have it."""
    return _read(root, root, note)


def _read(part: Part, root: Part, note: Note) -> Body:
    children = part.children()
    if not children:
        return _leaf(describe(part, note), root, note)
    bodies = [_read(child, root, note) for child in children]
    if part.declared_type() == "multipart/alternative":
        return _one_of(bodies, note)
    return _in_turn(bodies)


def _leaf(described: Leaf, root: Part, note: Note) -> Body:
    if not is_own(described, root):
        return Body()
    text = leaf.text(described, note)
    return Body(html=text) if described.content_type == "text/html" else Body(plain=text)


def _one_of(bodies: list[Body], note: Note) -> Body:
    """Alternatives should say the same (RFC 2046 section 5.1.4); where they do not, nothing is left out.

    What one program shows and another hides may name another patient.
    """
    plain = _differing(body.plain for body in bodies)
    rich = _differing(body.html for body in bodies if body.html is not None)
    if len(plain) > 1 or len(rich) > 1:
        note("It gives its text in several versions that differ; all are shown, one below the other.")
    has_html = any(body.html is not None for body in bodies)
    return Body("\n\n".join(plain), _RULE.join(rich) if has_html else None)


def _differing(texts: Iterable[str]) -> list[str]:
    """Those that say something no earlier one said in the same words."""
    return list({" ".join(text.split()): text for text in texts if text.strip()}.values())


def _in_turn(bodies: list[Body]) -> Body:
    said = [body for body in bodies if body.plain.strip() or body.html is not None]
    if len(said) == 1:
        return said[0]
    rich = _RULE.join(body.html or _as_html(body.plain) for body in said)
    plain = "\n\n".join(text.rstrip("\n") for body in said if (text := body.text).strip())
    return Body(plain, rich if any(body.html is not None for body in said) else None)


def _as_html(text: str) -> str:
    return f"<pre>{entities.escape(text)}</pre>"
