"""What a practice decides about how its people sign in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from carepost.actions.people.locking_here import lock_after
from carepost.actions.people.texts_here import allow_texts, who_needs_texts
from carepost.doors.web import toasts
from carepost.doors.web.entrance import MemberRequest
from carepost.doors.web.presenting.shell import shell_for
from carepost.doors.web.presenting.texts import signing_in_here_page
from carepost.doors.web.render import answer
from carepost.ground.kernel import NotFound

CHOICES = {"on": True, "off": False}
SAID = {
    True: "A code by text message will do as a second step here.",
    False: "Codes by text message are off. Who has nothing else was told by mail.",
}


def show(request: MemberRequest) -> HttpResponse:
    page = signing_in_here_page(request.membership.practice, who_needs_texts(actor=request.actor))
    return answer(request, shell_for(request, "practice", quiet=True), page)


def texts(request: MemberRequest) -> HttpResponse:
    allowed = CHOICES.get(request.POST.get("texts", ""))
    if allowed is None:
        raise NotFound("Choose one of the two.")
    allow_texts(actor=request.actor, allowed=allowed)
    toasts.leave(request, SAID[allowed])
    return redirect("signing-in-here")


def lock(request: MemberRequest) -> HttpResponse:
    typed = request.POST.get("minutes", "")
    lock_after(actor=request.actor, minutes=int(typed) if typed.isdecimal() else 0)
    toasts.leave(request, f"A page that is left alone is locked after {typed} minutes from now on.")
    return redirect("signing-in-here")
