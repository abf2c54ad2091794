"""What has changed since the page was drawn: counts, and whether there is something new. Asked every few seconds."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from carepost.actions.conversations.lists import count_new
from carepost.domain.correspondence.models import Conversation
from carepost.domain.tenancy.paging import EPOCH
from carepost.doors.web.drawn_for import is_of_another
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.inbox import LivePage
from carepost.doors.web.presenters.parts import Link
from carepost.doors.web.presenters.shell import RedBar
from carepost.doors.web.presenting.lists import address_of, counts_for, navigation, red_bars
from carepost.doors.web.render import answer
from carepost.engines.intake.waiting import to_match_since
from carepost.ground.kernel import NotFound

NO_LIST = ("", "record")
MATCHING = "matching"
NEWS = "Something new has happened here. Load the page again to see it."


def live(request: MemberRequest) -> HttpResponse:
    """Counts only, and no entry on the ledger: nothing is read by asking. 304 while nothing has changed."""
    if is_of_another(request, request.actor.practice_id):
        return answer(request, None, _left_behind(request.membership.practice.name))
    actor, name = request.actor, request.GET.get("list", "")
    counts = counts_for(actor)
    groups = navigation(actor, name, counts)
    new = _new(request, name)
    page = LivePage(
        counts=tuple(item for group in groups for item in group.items),
        new=new,
        show_url=address_of(name) if new else "",
        red_bars=red_bars(actor, counts),
        here=_here(request),
    )
    return _unless_known(request, answer(request, None, page))


def _left_behind(now: str) -> LivePage:
    """A page of another practice gets no numbers of this one."""
    said = f"You went to {now} in another window, so this page stands still. Nothing on it can be sent or changed."
    return LivePage(red_bars=(RedBar(text=said, link=Link(label=f"Go on at {now}", url="/")),))


def _unless_known(request: MemberRequest, response: HttpResponse) -> HttpResponse:
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Cache-Control"], response["ETag"] = "private, no-cache", etag
    known = get_conditional_response(request, etag=etag, response=response)
    return known if isinstance(known, HttpResponse) else response


def _new(request: MemberRequest, name: str) -> int | None:
    """None on a page that has no list, and so no place to say it."""
    if name in NO_LIST:
        return None
    try:
        since = EPOCH + timedelta(microseconds=int(request.GET.get("since", "")))
        if name == MATCHING:
            return to_match_since(request.actor.practice_id, since)
        return count_new(actor=request.actor, name=name, since=since)
    except (ValueError, OverflowError, NotFound):
        return 0


def _here(request: MemberRequest) -> str | None:
    """A word in the open conversation when it has changed."""
    try:
        opened, version = UUID(request.GET.get("open", "")), int(request.GET.get("version", ""))
    except ValueError:
        return None
    rows = Conversation.objects.of(request.actor.practice_id).filter(id=opened)
    now = rows.values_list("version", flat=True).first()
    return NEWS if now is not None and now != version else ""
