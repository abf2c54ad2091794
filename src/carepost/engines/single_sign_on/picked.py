"""The providers of this installation, picked by `config.adaptors`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from carepost.engines.single_sign_on.port import Provider


def providers() -> Mapping[str, Provider]:
    """By name, in the order the operator wrote them."""
    pick = cast(Callable[[], Mapping[str, Provider]], import_string(settings.CAREPOST_SINGLE_SIGN_ON))
    return pick()
