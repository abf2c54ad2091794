"""What is noticed of somebody at work: the day; and where from, as far as it helps to notice that a log-in is shared.

No address is kept.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from carepost.actions.people.days import note_day_of_work
from carepost.actions.sharing.noticing import notice_sitting
from carepost.domain.organisations.models import Membership

from .by_itself import by_itself
from .here import sitting_of

SALT = "carepost.network"
LENGTH = 16
PREFIX = {4: 24, 6: 48}
"""Of an address, what stays the same while one is at one place."""


def notice_at_work(request: HttpRequest, place: Membership) -> None:
    """Not for what a page asks by itself."""
    if not by_itself(request):
        note_day_of_work(place=place)
        notice_sitting(place=place, sitting=sitting_of(request), network=network_of(request, place.person_id))


def network_of(request: HttpRequest, person_id: UUID) -> str:
    """A keyed hash of the network; for each person another, so that two people are never told to be in one place."""
    try:
        address = ip_address(get_adapter(request).get_client_ip(request))
    except (ValueError, PermissionDenied):
        return ""
    network = ip_network(f"{address}/{PREFIX[address.version]}", strict=False)
    return salted_hmac(SALT, f"{person_id}/{network}", algorithm="sha256").hexdigest()[:LENGTH]
