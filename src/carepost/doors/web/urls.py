"""Every address and who may come to it, part by part. What is not here is not there."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.doors.web.addresses.conversations import CONVERSATIONS
from carepost.doors.web.addresses.inbox import LISTS
from carepost.doors.web.addresses.joining import OPEN
from carepost.doors.web.addresses.leaving import LEAVING
from carepost.doors.web.addresses.mail import MAIL
from carepost.doors.web.addresses.matching import MATCHING
from carepost.doors.web.addresses.moving import MOVING
from carepost.doors.web.addresses.own import OWN
from carepost.doors.web.addresses.people import PEOPLE
from carepost.doors.web.addresses.platform import PLATFORM
from carepost.doors.web.addresses.policies import POLICIES
from carepost.doors.web.addresses.practice import PRACTICE
from carepost.doors.web.addresses.provisioning import PROVISIONING
from carepost.doors.web.addresses.sharing import SHARING
from carepost.doors.web.addresses.sign_on import OPEN as SIGN_ON
from carepost.doors.web.addresses.sign_on import OWN_SIGN_ON
from carepost.doors.web.addresses.way_back import WAY_BACK
from carepost.doors.web.views import help
from carepost.doors.web.watching.urls import WATCHING

# The short list of what needs no sign-in; signing in itself is allauth's, under /accounts/.
PUBLIC: list[URLPattern] = [
    path("help/", help.show, name="help"),
    path("help/<slug:subject>", help.on, name="help-on"),
    *OPEN,
    *SIGN_ON,
    *WATCHING,
]

urlpatterns = [
    *LISTS,
    *CONVERSATIONS,
    *MAIL,
    *MATCHING,
    *PRACTICE,
    *PROVISIONING,
    *LEAVING,
    *SHARING,
    *POLICIES,
    *OWN,
    *MOVING,
    *PEOPLE,
    *WAY_BACK,
    *OWN_SIGN_ON,
    *PLATFORM,
    *PUBLIC,
]
