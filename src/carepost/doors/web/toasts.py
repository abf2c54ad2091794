"""What has just happened, kept for the next page. No patient's name or number: it lies in the session."""

from __future__ import annotations

from django.http import HttpRequest

from .presenters.parts import PostAction, Toast, Tone

KEPT = "toasts"


def leave(request: HttpRequest, text: str, undo: PostAction | None = None, tone: Tone = Tone.DONE) -> None:
    way_back = None if undo is None else [undo.label, undo.url, [list(pair) for pair in undo.fields]]
    request.session[KEPT] = [*request.session.get(KEPT, []), [text, tone.value, way_back]]


def take(request: HttpRequest) -> tuple[Toast, ...]:
    """Those waiting, once."""
    waiting = request.session.pop(KEPT, None) if KEPT in request.session else None
    return tuple(Toast(text=text, tone=Tone(tone), undo=_undo(way)) for text, tone, way in waiting or ())


def _undo(way: list[object] | None) -> PostAction | None:
    if way is None:
        return None
    label, url, fields = way
    pairs = tuple((str(name), str(value)) for name, value in fields)  # type: ignore[attr-defined]  # as left above
    return PostAction(label=str(label), url=str(url), fields=pairs)
