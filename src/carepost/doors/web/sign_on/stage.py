"""The second step at the door: ours, in place of allauth's, which knows of neither single sign-on nor text messages."""

from __future__ import annotations

from typing import Any

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpResponse

from .steps import shown
from .texts import send_at_once


class SecondStepStage(AuthenticateStage):  # type: ignore[misc]  # allauth has no types
    """Ours is asked for, unless the provider has just said that it asked for one. Who has nothing but text messages
    is sent a code at once."""

    def handle(self) -> tuple[HttpResponse | None, bool]:
        found = shown(self.request, self.login.user)
        if found is not None and found.second_step:
            return None, True
        answer: Any = super().handle()  # Any: allauth's
        if answer[0] is not None:
            send_at_once(self.request, self.login.user)
        return answer[0], bool(answer[1])
