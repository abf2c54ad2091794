"""What has just happened, kept for the next page of the same practice.

No patient's name or number: it lies in the session.
"""

from __future__ import annotations

from django.http import HttpRequest

from .presenters.parts import PostAction, Toast, Tone

KEPT = "toasts"


def leave(request: HttpRequest, text: str, undo: PostAction | None = None, tone: Tone = Tone.DONE) -> None:
    way_back = None if undo is None else [undo.label, undo.url, [list(pair) for pair in undo.fields]]
    name = _kept(request)
    request.session[name] = [*request.session.get(name, []), [text, tone.value, way_back]]


def take(request: HttpRequest) -> tuple[Toast, ...]:
    """Those waiting, once."""
    name = _kept(request)
    waiting = request.session.pop(name, None) if name in request.session else None
    return tuple(Toast(text=text, tone=Tone(tone), undo=_undo(way)) for text, tone, way in waiting or ())


def _kept(request: HttpRequest) -> str:
    """The session's name for them: each practice's own, and one for who is at none."""
    member = getattr(request, "membership", None)
    return f"{KEPT}:{member.practice_id}" if member is not None else KEPT


def _undo(way: list[object] | None) -> PostAction | None:
    if way is None:
        return None
    label, url, fields = way
    pairs = tuple((str(name), str(value)) for name, value in fields)  # type: ignore[attr-defined]  # as left above
    return PostAction(label=str(label), url=str(url), fields=pairs)
