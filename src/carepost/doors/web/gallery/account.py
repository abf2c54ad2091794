"""Pages about one's own account, with made-up people."""

from __future__ import annotations

from dataclasses import replace

from carepost.doors.web.presenters.account import (
    DeviceRow,
    DevicesPage,
    SessionRow,
    SessionsPage,
    SwitchPage,
    SwitchPerson,
)
from carepost.doors.web.presenters.parts import Choice, FieldError, PostAction
from carepost.doors.web.presenters.proving import KeptPage, KeptRow, ProvePage
from carepost.doors.web.presenters.shell import Shell
from carepost.doors.web.presenters.texts import OwnTextsPage, SigningInHerePage, TextStep
from carepost.doors.web.render import Page

from .people import ago

PROVE = ProvePage(
    title="Show that it is you",
    lead="This matters more than reading a page, so we ask again. It holds for five minutes.",
    url="/me/prove",
    button="Go on",
    form="1",
    kept="What you sent is kept. It goes on as soon as you have done this.",
    code_hint="6 figures from your authenticator app, or one of your recovery codes",
    or_else="Only needed with a recovery code",
)
LOCKED = ProvePage(
    title="Locked",
    lead="Aisha Barton is signed in here. What you were doing is kept.",
    url="/me/locked",
    button="Unlock",
    code_hint="6 figures from your authenticator app",
    or_else="Or your password instead of the code",
    errors=(FieldError(field="code", text="That is not right. Type the code your app shows now."),),
    locked=True,
    others=(PostAction(label="Sign in as somebody else", url="/accounts/logout/"),),
)
KEPT = KeptPage(
    rows=(
        KeptRow(
            said="A new message, from 10:42",
            go_on=PostAction(label="Go on with it", url="/me/kept/1/go-on"),
            let_go=PostAction(label="Throw it away", url="/me/kept/1/let-go"),
        ),
    )
)
DEVICES = DevicesPage(
    url="/practice/devices",
    rows=(
        DeviceRow(
            name="Front desk, left",
            enrolled_by="Dev Patel",
            enrolled_at=ago(hours=2),
            end=PostAction(label="End", url="/practice/devices/1/end"),
        ),
    ),
)
SWITCH = SwitchPage(
    url="/accounts/switch/",
    computer="Front desk, left",
    people=(
        SwitchPerson(id="1", name="Bob Okafor", initials="BO", has_key=True),
        SwitchPerson(id="2", name="Carol Lewis", initials="CL", has_key=False),
    ),
    whole=PostAction(label="Sign in with password", url="/accounts/logout/"),
)
SESSIONS = SessionsPage(
    rows=(
        SessionRow(said="Chrome on Windows, front desk left", began_at=ago(hours=2), used_at=ago(minutes=1)),
        SessionRow(
            said="Safari on iPhone",
            began_at=ago(hours=5),
            used_at=ago(hours=1),
            locked=True,
            end=PostAction(label="End", url="/me/sessions/1/end"),
        ),
    ),
    end_others=PostAction(label="End all the others", url="/me/sessions/end-others"),
)
PROVE_BY_TEXT = replace(PROVE, text=TextStep(ending="23", sent=True))
TEXTS_URL = "/me/texts"
PAGES_OF_TEXTS: dict[str, tuple[Shell | None, Page]] = {
    "prove-by-text": (None, PROVE_BY_TEXT),
    "own-texts": (None, OwnTextsPage(url=TEXTS_URL, may_change=True)),
    "own-texts-sent": (
        None,
        OwnTextsPage(
            url=TEXTS_URL,
            step=TextStep(ending="23", sent=True),
            errors=(
                FieldError(field="code", text="That is not the code. Look again, and type its six digits."),
            ),
        ),
    ),
    "own-texts-in-use": (None, OwnTextsPage(url=TEXTS_URL, in_use=True, step=TextStep(ending="23"))),
    "own-texts-off": (
        None,
        OwnTextsPage(
            url=TEXTS_URL, why_not="Codes by text message are switched off at Riverside, where you work."
        ),
    ),
}
SIGNING_IN_HERE = SigningInHerePage(
    url="/practice/signing-in/texts",
    texts=(
        Choice(value="on", label="A code by text message will do", chosen=True),
        Choice(value="off", label="Passkey or authenticator app only"),
    ),
    off=False,
    only_texts=("Sam Okafor", "Oluwaseun Featherstonehaugh-Cholmondeley"),
    lock_url="/practice/signing-in/lock",
    minutes=tuple(Choice(value=one, label=f"{one} minutes", chosen=one == "15") for one in ("5", "10", "15")),
)
