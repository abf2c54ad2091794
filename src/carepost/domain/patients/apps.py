from __future__ import annotations

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "carepost.domain.patients"
    label = "patients"
