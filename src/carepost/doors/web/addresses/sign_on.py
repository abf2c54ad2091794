"""Single sign-on: open to whoever signs in and to the providers; linking it, for whoever is in."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.doors.web.entrance import for_people
from carepost.doors.web.views import own_sign_on, sign_on

POST, BOTH = ("POST",), ("GET", "POST")
AT, MINE = "sign-on/<slug:provider>", "me/sign-on"

OPEN: list[URLPattern] = [
    path("sign-on/keys", sign_on.keys, name="sign-on-keys"),
    path(AT, sign_on.start, name="sign-on"),
    path(f"{AT}/back", sign_on.back, name="sign-on-back"),
    path(f"{AT}/signed-out", sign_on.signed_out, name="sign-on-signed-out"),
]
OWN_SIGN_ON: list[URLPattern] = [
    path(MINE, for_people(own_sign_on.show), name="own-sign-on"),
    path(
        f"{MINE}/confirm",
        for_people(own_sign_on.confirm, methods=BOTH, fresh=True),
        name="own-sign-on-confirm",
    ),
    path(
        f"{MINE}/<slug:provider>/link",
        for_people(own_sign_on.link, fresh=True, opens_its_own=True),
        name="own-sign-on-link",
    ),
    path(
        f"{MINE}/<slug:provider>/unlink",
        for_people(own_sign_on.unlink, methods=POST, fresh=True),
        name="own-sign-on-unlink",
    ),
]
