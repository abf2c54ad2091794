"""The addresses for programs. Each shows a token of its own kind; none looks at a cookie."""

from __future__ import annotations

from django.urls import URLPattern, re_path

from carepost.doors.api.scim.view import scim

API: list[URLPattern] = [re_path(r"^scim/v2(?:/.*)?$", scim, name="scim")]
