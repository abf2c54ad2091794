"""What everybody accepts: read and accepted before anything else."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.doors.web.entrance import for_people
from carepost.doors.web.gates.policies import PAGE
from carepost.doors.web.views import policies

POLICIES: list[URLPattern] = [
    path("me/policies", for_people(policies.policies, methods=("GET", "POST")), name=PAGE),
]
