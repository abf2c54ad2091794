"""Kinds drawn by the seed, in a mailbox of a real Dovecot."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from django.test import Client as Browser

from carepost.doors.jobs import fetcher
from carepost.engines.intake.sources.imap import ImapSettings, ImapSource
from tests.doubles.certificates import Authority
from tests.integration.desk import Desk
from tests.malformed import oracle
from tests.malformed.kinds import Kind, made
from tests.malformed.oracle import Figures, Handed
from tests.malformed.size import SEED, drawn
from tests.malformed.telling import Record, tell
from tests.wire import machine
from tests.wire.dovecot import PASSWORD, USER, Dovecot, dovecot


@pytest.fixture
def server() -> Iterator[Dovecot]:
    machine.require_servers()
    with machine.open_folder() as folder, dovecot(folder / "dovecot", Authority(folder / "ca")) as running:
        yield running


def fill(server: Dovecot, kinds: list[Kind]) -> None:
    """Put the files into the mailbox as they are: what a client may append is not malformed enough."""
    server.put(b"Subject: makes the mailbox\r\n\r\n", "INBOX")
    folder = server.folder / "mail" / USER.partition("@")[0] / "cur"
    for number, kind in enumerate(kinds):
        file = folder / f"{number}.M{number}P1.malformed:2,"
        file.write_bytes(made(kind, SEED))
        shutil.chown(file, "mail", "mail")


def served(server: Dovecot) -> Handed:
    """What the server says is there, asked by another client than ours. Some line ends are its own."""
    handed = Handed()
    with server.opened() as imap:
        imap.select("INBOX", readonly=True)
        for uid in imap.uid("search", "ALL")[1][0].split():
            literal = imap.uid("fetch", uid.decode(), "(BODY.PEEK[])")[1][0]
            handed.add(f"uid {uid.decode()}", literal[1] if isinstance(literal, tuple) else b"")
    return handed


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.hazard("HZ-10")
def test_what_the_mailbox_holds_is_kept_to_the_byte_and_shown_once(
    server: Dovecot, desk: Desk, browser: Browser, record_property: Record
) -> None:
    kinds = drawn("IMAP")
    fill(server, kinds)
    handed = served(server)
    settings = ImapSettings(
        host="localhost",
        port=server.ports.imaps,
        username=USER,
        password=PASSWORD,
        ca_file=server.authority.file,
    )

    fetcher.fetch(desk.mailbox, ImapSource(settings))
    fetcher.fetch(desk.mailbox, ImapSource(settings))

    took = oracle.read_all(desk)
    figures = oracle.judge(desk, handed, oracle.items_listed(browser), took)
    tell(record_property, "IMAP", handed, figures, took)
    assert sum(map(len, handed.kinds.values())) == len(kinds) + 1
    assert figures == Figures((), (), (), ())
