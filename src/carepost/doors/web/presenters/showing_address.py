"""A code to one's own address, before a second step is set up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from .parts import FieldError


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowAddressPage:
    """`sends_mail` False: this installation sends none, and its operator hands the code over. `sent`: one is on its
    way, and `lost` says that it never left."""

    template: ClassVar[str] = "pages/show_address.html"

    address: str = field(repr=False)
    url: str
    sends_mail: bool = True
    sent: bool = False
    lost: str = ""
    errors: tuple[FieldError, ...] = ()
