"""The lines to the mail service, tried as they are used: name, certificate, sign-in, folders; and our own copies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from carepost.actions.mailboxes.lines import every_mailbox, password_of
from carepost.actions.watching.evidence import clock_apart, copies_of_latest
from carepost.config.adaptors import imap_of, submission_of
from carepost.domain.organisations.models import Practice, ServiceMailbox
from carepost.doors.commands.checkup.certificates import lasting
from carepost.doors.commands.checkup.finding import Finding, House, look, well, wrong
from carepost.engines.delivery.transports.smtp.probe import probe as try_submission
from carepost.engines.intake.sources.imap.probe import probe as try_imap
from carepost.ground.kernel import CarepostError, clock

PATIENCE = 10.0
"""seconds for one answer"""
SILENT = timedelta(minutes=15)
APART = timedelta(minutes=1)
LINE = "Look at host, port and password (`carepost mailbox`), and at the firewall between."


def mailboxes(house: House) -> Iterator[Finding]:
    found = every_mailbox()
    if not found:
        yield look("mailbox", "No practice has one yet.", "Connect one: `carepost mailbox`.")
    for mailbox in found:
        yield from _mailbox(house, mailbox)


def _mailbox(house: House, mailbox: ServiceMailbox) -> Iterator[Finding]:
    whose = Practice.objects.get(id=mailbox.practice_id).ods_code
    try:
        password = password_of(mailbox)
    except CarepostError as trouble:
        yield wrong(f"mailbox {whose}", trouble.reason, "Set its password, or mend the vault first.")
        return
    yield from _sending(whose, mailbox, password)
    if mailbox.imap_host:
        yield from _fetching(whose, mailbox, password)
    yield _copies(house, whose, mailbox)
    yield _clock(whose, mailbox)


def _sending(whose: str, mailbox: ServiceMailbox, password: str) -> Iterator[Finding]:
    check = f"sending {whose}"
    if not mailbox.submission_host:
        yield look(check, "No server is named to hand mail to, so nothing can be sent.", LINE)
        return
    try:
        ends = try_submission(replace(submission_of(mailbox, password), timeout=PATIENCE))
    except CarepostError as trouble:
        yield wrong(check, trouble.reason, LINE)
        return
    yield lasting(check, f"{mailbox.submission_host} let us in over verified TLS.", ends)


def _fetching(whose: str, mailbox: ServiceMailbox, password: str) -> Iterator[Finding]:
    check = f"fetching {whose}"
    try:
        seen = try_imap(replace(imap_of(mailbox, password), timeout=PATIENCE))
    except CarepostError as trouble:
        yield wrong(check, trouble.reason, LINE)
        return
    yield lasting(
        check,
        f"{mailbox.imap_host} let us in over verified TLS; folders read: {seen.folders}.",
        seen.certificate_ends,
    )
    heard = mailbox.heard_at
    if heard is None or clock.now() - heard > SILENT:
        when = f"since {heard:%d %B %Y %H:%M} UTC" if heard else "yet"
        yield wrong(
            f"fetched {whose}",
            f"Mail was not looked for without a fault {when}. {mailbox.fault}".strip(),
            "See that the worker runs; restart it if the mailbox is new.",
        )


def _copies(house: House, whose: str, mailbox: ServiceMailbox) -> Finding:
    """Our own copies settle what may have left; where none comes, a person is asked each time."""
    check = f"own copies {whose}"
    sent, seen = copies_of_latest(mailbox, timedelta(seconds=house.instance.loopback_wait))
    if sent and not seen:
        return look(
            check,
            f"None of the latest {sent} letters came back as our own copy.",
            "See that the mailbox is read, and that it takes mail from itself; a person is asked meanwhile.",
        )
    return well(check, f"Of the latest {sent} letters {seen} came back as our own copy.")


def _clock(whose: str, mailbox: ServiceMailbox) -> Finding:
    """A third clock, which tells a machine whose database is on it as well that both are wrong."""
    check = f"clock {whose}"
    apart = clock_apart(mailbox)
    if apart is None:
        return well(check, "No letter of ours of the last day says what time it is at the mail service.")
    said = f"When it took our latest letter, the mail service's clock was {_so_far(apart)} ours."
    if abs(apart) > APART:
        return wrong(
            check,
            said,
            "Let a time service (NTP) set this machine's clock; if that is right, tell the mail service. Letters "
            "carry wrong times meanwhile, and codes for signing in may fail.",
        )
    return well(check, said)


def _so_far(apart: timedelta) -> str:
    return f"{abs(apart.total_seconds()):,.0f} seconds {'behind' if apart < timedelta() else 'ahead of'}"
