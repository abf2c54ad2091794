from __future__ import annotations

from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "carepost.domain.correspondence"
    label = "correspondence"
