"""Whether mail and text messages about accounts can be sent, and whether any were lost of late."""

from __future__ import annotations

from collections.abc import Iterator

from carepost.actions.notices.standing import last_fault, standing
from carepost.config.adaptors import notice_channels
from carepost.doors.commands.checkup.finding import Finding, House, look, well, wrong
from carepost.engines.notices.channels.port import Channel, NotSent
from carepost.engines.notices.models import Notice

SET_UP = "docs/operate/account-mail.md says how."


def channels(house: House) -> Iterator[Finding]:
    found = notice_channels()
    if not house.instance.account_mail_host:
        yield look(
            "account mail", "Not set up: nobody can sign up, and no code or warning can be mailed.", SET_UP
        )
    else:
        yield _tried("account mail", found[Notice.Channel.MAIL])
    if house.instance.text_messages == "off":
        yield well("text messages", "Off: people use a passkey or a code app, and need no telephone.")
    else:
        yield _tried("text messages", found[Notice.Channel.SMS])


def lost(house: House) -> Iterator[Finding]:
    if not (failed := standing().failed):
        yield well("notices", "None about an account was given up within a day.")
        return
    said = " ".join(fault for channel in Notice.Channel if (fault := last_fault(channel)))
    yield look("notices", f"{failed} about accounts were given up within a day. {said}", SET_UP)


def _tried(check: str, channel: Channel) -> Finding:
    try:
        channel.check()
    except NotSent as trouble:
        return wrong(check, trouble.fault, SET_UP)
    return well(check, "The service lets us in.")
