"""The gallery: each component on `/gallery`, each page on `/gallery/<page>`. Demo and tests only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse

from carepost.doors.web.presenters.parts import EmptyState, FieldError, Pager, Tag, Toast, Tone
from carepost.doors.web.presenters.shell import RedBar
from carepost.doors.web.render import answer
from carepost.ground.kernel import clock

from .conversations import ACTIONS, ANSWER, FAILED, NOTE, ODD, ROWS, SENT, TIMELINE
from .pages import ALARMED, ITEM, LIVE, PAGES, SHELL
from .people import BLOODS, FLAGGED_BANNER, JANE_BANNER, NOW, WITHHELD
from .writing import ACCREDITED, REFUSED, WARNED


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryPage:
    """What the page of components is given; the values are the module's own."""

    template: ClassVar[str] = "gallery.html"

    pages: tuple[str, ...] = tuple(PAGES)
    banners: tuple[object, ...] = (JANE_BANNER, FLAGGED_BANNER)
    rows: tuple[object, ...] = ROWS
    cards: tuple[object, ...] = (ACCREDITED, WARNED, REFUSED)
    messages: tuple[object, ...] = (SENT, FAILED, ANSWER, ODD)
    note: object = NOTE
    event: object = TIMELINE[1]
    files: tuple[object, ...] = (BLOODS, WITHHELD)
    candidates: tuple[object, ...] = ITEM.candidates
    empty: object = EmptyState(title="Nothing waits", text="New mail comes here by itself.")
    pager: object = Pager(showing="51 to 100 of 212", earlier_url="/inbox/all", later_url="/inbox/all?page=3")
    errors: tuple[object, ...] = (FieldError(field="", text="Say who this is for"),)
    toasts: tuple[object, ...] = (*ALARMED.toasts, Toast(text="This was not sent.", tone=Tone.HARM))
    tags: tuple[object, ...] = tuple(Tag(text=tone.value.capitalize(), tone=tone) for tone in Tone)
    bars: tuple[object, ...] = (RedBar(text="No mail has arrived since 09:10. We are looking into it."),)
    actions: object = ACTIONS


def gallery(request: HttpRequest, name: str = "") -> HttpResponse:
    """The page of components, or one made-up page; the clock stands still so that pictures stay the same."""
    with clock.at(NOW):
        if name == "live":
            return answer(request, SHELL, LIVE)
        if not name:
            return answer(request, SHELL, GalleryPage())
        if name not in PAGES:
            raise Http404
        shell, page = PAGES[name]
        return answer(request, shell, page)
