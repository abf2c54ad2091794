"""Signs that a log-in is shared."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern, path

from carepost.actions.permissions import check_administrator
from carepost.doors.web.entrance import for_members
from carepost.doors.web.views import sharing

administering = partial(for_members, may=check_administrator)
doing = partial(administering, methods=("POST",))

ONE = "practice/sharing/<uuid:sign_id>"
SHARING: list[URLPattern] = [
    path("practice/sharing", administering(sharing.show), name="sharing"),
    path("practice/sharing/policy", doing(sharing.policy, fresh=True), name="sharing-policy"),
    path(f"{ONE}/explain", doing(sharing.explain), name="sharing-explain"),
    path(f"{ONE}/move", doing(sharing.move, fresh=True), name="sharing-move"),
    path(f"{ONE}/end-older", doing(sharing.end_older), name="sharing-end"),
]
