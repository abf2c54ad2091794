"""Who still needs access: the worklist, what is decided there, and the list of the clinical system's users."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.provisioning.reading import text_of
from carepost.actions.reviewing.deciding import keep_access, keep_access_as_seen, set_last_day
from carepost.actions.reviewing.listing import Exported, Laid, Outcome, lay_users, look_at_users
from carepost.actions.reviewing.look import look_at_access
from carepost.domain.organisations.models import Profile
from carepost.domain.organisations.people import members_of, teams_of
from carepost.doors.web import formats, toasts
from carepost.doors.web.asked import id_in
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenters.parts import FieldError
from carepost.doors.web.presenting.clinical_users import users_page
from carepost.doors.web.presenting.reviewing import review_page
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.render import answer
from carepost.doors.web.views.people import seen_in
from carepost.doors.web.views.working import whom
from carepost.ground.kernel import Refused


def show(request: MemberRequest) -> HttpResponse:
    return _draw(request)


def _draw(request: MemberRequest, about: str = "", error: str = "") -> HttpResponse:
    practice_id = request.actor.practice_id
    page = review_page(
        look_at_access(actor=request.actor),
        own_id=request.actor.id,
        members=members_of(practice_id),
        teams=teams_of(practice_id),
        typed=request.POST.dict(),
        about=about,
        error=error,
    )
    return answer(request, shell_for(request, "practice", quiet=True), page, 422 if error else 200)


def _tried(request: MemberRequest, about: str, act: Callable[[], str]) -> HttpResponse:
    """Done and said on the worklist; or the worklist again, with what is wrong at that person."""
    try:
        said = act()
    except Refused as refused:
        return _draw(request, about, refused.reason)
    toasts.leave(request, said)
    return redirect("review")


def still(request: MemberRequest) -> HttpResponse:
    """One, or several that were ticked."""

    def act() -> str:
        chosen = [id_in(one, "person") for one in request.POST.getlist("member")]
        kept = keep_access(actor=request.actor, membership_ids=chosen)
        who = kept[0].name if len(kept) == 1 else f"{len(kept)} people"
        return f"Noted in your name: {who} still {'needs' if len(kept) == 1 else 'need'} access."

    return _tried(request, "", act)


def still_as_seen(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> str:
        member = keep_access_as_seen(
            actor=request.actor, membership_id=membership_id, seen=seen_in(request.POST)
        )
        return f"Noted in your name: {member.name} was seen in the clinical system and still needs access."

    return _tried(request, str(membership_id), act)


def last_day(request: MemberRequest, membership_id: UUID) -> HttpResponse:
    def act() -> str:
        team_id, member_id = whom(request, request.POST.get("inheritor", ""))
        member = set_last_day(
            actor=request.actor,
            membership_id=membership_id,
            ends_on=_day(request.POST.get("ends_on", "")),
            inheritor_id=member_id,
            inheriting_team_id=team_id,
        )
        if member.ends_on is None:
            return f"The place of {member.name} goes on."
        return f"The place of {member.name} ends by itself after {formats.day(member.ends_on)}."

    return _tried(request, str(membership_id), act)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused("Give the day as 2026-11-30, or leave it empty.") from error


def users(request: MemberRequest) -> HttpResponse:
    """The form; a POST with a file looks at it, one with the text that was looked at uses it. Nothing else keeps it."""
    if request.method != "POST":
        return _draw_users(request)
    try:
        return _use(request) if "checked" in request.POST else _look(request)
    except Refused as refused:
        return _draw_users(request, errors=(FieldError(field="list", text=refused.reason),))


def _look(request: MemberRequest) -> HttpResponse:
    file = request.FILES.get("list")
    if file is None:
        raise Refused("Choose the file first: a list of at most 2 MB.")
    raw = file.read()
    laid = look_at_users(actor=request.actor, exported=_exported(request, raw))
    return _draw_users(request, laid, checked=text_of(raw))


def _use(request: MemberRequest) -> HttpResponse:
    checked = request.POST["checked"]
    laid = lay_users(actor=request.actor, exported=_exported(request, checked.encode()))
    if laid.faults:
        return _draw_users(request, laid, checked=checked)
    count = Counter(one.outcome for one in laid.found)
    toasts.leave(request, f"{count[Outcome.PRESENT]} seen, {count[Outcome.GONE]} gone. Nobody was stopped.")
    return redirect("review")


def _exported(request: MemberRequest, raw: bytes) -> Exported:
    system, day = request.POST.get("system", ""), _day(request.POST.get("day", ""))
    if system not in Profile.System.values or system == Profile.System.CIS2:
        raise Refused("Choose the clinical system the list is from.")
    if day is None:
        raise Refused("Give the day the list was written out.")
    return Exported(raw=raw, system=Profile.System(system), on=day)


def _draw_users(
    request: MemberRequest,
    laid: Laid | None = None,
    *,
    checked: str = "",
    errors: tuple[FieldError, ...] = (),
) -> HttpResponse:
    page = users_page(
        laid,
        system=request.POST.get("system", ""),
        day=request.POST.get("day", ""),
        checked=checked,
        errors=errors,
    )
    return answer(
        request, shell_for(request, "practice", quiet=True), page, 422 if errors or page.faults else 200
    )
