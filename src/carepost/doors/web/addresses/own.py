"""One's own account, and showing who one is."""

from __future__ import annotations

from django.urls import URLPattern, path

from carepost.doors.web.entrance import for_members, for_people
from carepost.doors.web.views import (
    kept,
    locking,
    own_account,
    own_texts,
    proving,
    sessions,
    showing_address,
)

POST, BOTH = ("POST",), ("GET", "POST")

FORM = "me/kept/<uuid:form_id>"
CHANGE = "me/details/<uuid:change_id>"
OWN: list[URLPattern] = [
    path("me", for_people(own_account.show), name="own-account"),
    path(
        "me/details/<slug:detail>",
        for_people(own_account.ask, methods=BOTH, fresh=True, opens_its_own=True),
        name="ask-change",
    ),
    path(
        f"{CHANGE}/code",
        for_people(own_account.prove, methods=BOTH, opens_its_own=True),
        name="prove-change",
    ),
    path(
        f"{CHANGE}/take-back",
        for_people(own_account.put_back, methods=POST, opens_its_own=True),
        name="take-back-change",
    ),
    path("me/prove", for_people(proving.prove, methods=BOTH, opens_its_own=True), name="prove"),
    path("me/lock", for_people(locking.lock, methods=POST, while_locked=True), name="lock"),
    path(
        "me/address", for_people(showing_address.show, methods=BOTH, opens_its_own=True), name="own-address"
    ),
    path("me/texts", for_people(own_texts.show, methods=BOTH, opens_its_own=True), name="own-texts"),
    path("me/sessions", for_people(sessions.sessions), name="sessions"),
    path("me/sessions/end-others", for_people(sessions.end_others, methods=POST), name="sessions-end"),
    path("me/sessions/<uuid:sitting_id>/end", for_people(sessions.end, methods=POST), name="session-end"),
    path("me/here", for_people(locking.here, methods=POST), name="here"),
    path(
        "me/locked",
        for_people(locking.locked, methods=BOTH, while_locked=True, opens_its_own=True),
        name="locked",
    ),
    path("me/kept", for_members(kept.kept), name="kept"),
    path(f"{FORM}/go-on", for_members(kept.go_on, methods=POST), name="kept-go-on"),
    path(f"{FORM}/let-go", for_members(kept.let_go, methods=POST), name="kept-let-go"),
]
