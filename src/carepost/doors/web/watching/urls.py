"""The addresses for programs that watch. They are public, and say nothing about anybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.doors.web.watching import views

WATCHING: list[URLPattern] = [
    path("healthz", views.alive, name="healthz"),
    path("readyz", views.ready, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
]
