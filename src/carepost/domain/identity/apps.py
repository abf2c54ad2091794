from __future__ import annotations

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "carepost.domain.identity"
    label = "identity"
