from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "carepost.domain.tenancy"
    label = "tenancy"

    def import_models(self) -> None:
        """Django looks into `models` only; the tables of an operator's figures have a file of their own."""
        super().import_models()
        import_module("carepost.domain.tenancy.figures")
