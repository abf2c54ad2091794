from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "carepost.engines.notices"
    label = "notices"
