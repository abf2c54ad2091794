"""The pages of single sign-on with made-up people and providers."""

from __future__ import annotations

from carepost.doors.web.presenters.parts import Link, PostAction
from carepost.doors.web.presenters.sign_on import ConfirmSignOnPage, OwnSignOnPage, SignOnRow
from carepost.doors.web.render import Page
from carepost.doors.web.sign_on import pages

from .people import ago

OWN = OwnSignOnPage(
    rows=(
        SignOnRow(
            label="NHSmail",
            linked_at=ago(hours=30),
            used_at=ago(minutes=4),
            unlink=PostAction(label="Unlink", url="/me/sign-on/nhsmail/unlink"),
        ),
        SignOnRow(label="NHS CIS2", link=Link(label="Link it", url="/me/sign-on/cis2/link")),
    ),
    set_password=Link(label="Set a password", url="/accounts/password/set/"),
)
CONFIRM = ConfirmSignOnPage(
    label="NHSmail",
    name="Oluwaseun Featherstonehaugh-Cholmondeley",
    email="oluwaseun.featherstonehaugh-cholmondeley@nhs.example",
    confirm=PostAction(label="Yes, link it", url="/me/sign-on/confirm"),
    back=Link(label="No, go back", url="/me/sign-on"),
)
PAGES_OF_SIGN_ON: dict[str, Page] = {
    "sign-on": OWN,
    "sign-on-confirm": CONFIRM,
    "sign-on-down": pages.DOWN,
    "sign-on-unknown": pages.UNKNOWN,
}
