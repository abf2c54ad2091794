from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "carepost.doors.jobs"
    label = "jobs"
