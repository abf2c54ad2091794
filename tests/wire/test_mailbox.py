"""A real Dovecot mailbox is read whole, once, and left as it was."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest

from carepost.engines.intake.sources.imap import ImapSource, Interrupted, MailboxUnavailable
from carepost.engines.intake.sources.port import Cursor, Fetched, NotTaken, TooLarge, Trouble
from carepost.ground.kernel import Refused, Unavailable
from tests.doubles.certificates import Authority
from tests.wire.conftest import Make, World
from tests.wire.machine import until


def letter(name: str, body: bytes = b"Dear practice\r\n") -> bytes:
    """A letter that somebody wrote."""
    return f"Message-ID: <{name}@hospital.example>\r\nSubject: {name}\r\n\r\n".encode() + body


@pytest.mark.hazard("HZ-02")
def test_all_folders_are_read_once_and_junk_is_marked(world: World, user: str, settings: Make) -> None:
    world.dovecot.deliver(letter("one"), user)
    for folder in ("Junk", "Trash", "Letters", "Sent", "Drafts"):
        world.dovecot.put(letter(folder), folder, user)
    got: list[Fetched] = []
    source = ImapSource(settings())

    cursors = source.fetch_new({}, got.append)
    again = source.fetch_new(cursors, got.append)

    assert [(one.folder, one.junk) for one in got] == [
        ("INBOX", False),
        ("Junk", True),
        ("Letters", False),
        ("Trash", False),
    ]
    assert got[0].source_key == f"imap:INBOX:{cursors['INBOX'].uidvalidity}:1"
    assert got[0].internal_date is not None
    assert again == cursors


@pytest.mark.hazard("HZ-02")
def test_letter_is_fetched_byte_for_byte(world: World, user: str, settings: Make) -> None:
    raw = letter("exact", b"8 bit \xe9\xff, dots\r\n.\r\n..\r\ntrailing \t\r\n")
    world.dovecot.put(raw, "INBOX", user)
    got: list[Fetched] = []

    ImapSource(settings()).fetch_new({}, got.append)

    assert got[0].raw == raw


def test_nothing_is_marked_as_read(world: World, user: str, settings: Make) -> None:
    world.dovecot.deliver(letter("unread"), user)

    ImapSource(settings()).fetch_new({}, lambda _one: None)

    with world.dovecot.opened(user) as imap:
        imap.select("INBOX", readonly=True)
        assert imap.search(None, "UNSEEN")[1] == [b"1"]


def test_only_what_is_new_is_fetched(world: World, user: str, settings: Make) -> None:
    source = ImapSource(settings())
    got: list[Fetched] = []
    world.dovecot.deliver(letter("first"), user)
    cursors = source.fetch_new({}, got.append)
    world.dovecot.deliver(letter("second"), user)

    source.fetch_new(cursors, got.append)

    assert [one.uid for one in got] == [1, 2]


@pytest.mark.hazard("HZ-02")
def test_new_uidvalidity_lists_the_folder_anew(world: World, user: str, settings: Make) -> None:
    source = ImapSource(settings())
    got: list[Fetched] = []
    world.dovecot.deliver(letter("first"), user)
    before = source.fetch_new({}, got.append)
    world.dovecot.admin("mailbox", "update", "-u", user, "--uid-validity", "4242424", "INBOX")

    after = source.fetch_new(before, got.append)

    assert after["INBOX"].uidvalidity == 4242424
    assert [one.source_key for one in got][1:] == ["imap:INBOX:4242424:1"]
    assert got[0].raw == got[1].raw


def test_message_that_vanishes_meanwhile_is_passed_over(world: World, user: str, settings: Make) -> None:
    for name in ("one", "two", "three"):
        world.dovecot.deliver(letter(name), user)
    got: list[int] = []

    def accept(one: Fetched) -> None:
        got.append(one.uid)
        if one.uid == 1:
            world.dovecot.admin("expunge", "-u", user, "mailbox", "INBOX", "uid", "2")

    source = ImapSource(settings())
    cursors = source.fetch_new({}, accept)
    cursors = source.fetch_new(cursors, accept)

    # Dovecot may still show it to a line that was open before; both are right, losing "three" is not.
    assert got in ([1, 3], [1, 2, 3])
    assert cursors["INBOX"].last_uid == 3
    assert cursors["INBOX"].missed == ()


@pytest.mark.hazard("HZ-02")
def test_poison_message_does_not_stop_the_others_and_is_tried_again(
    world: World, user: str, settings: Make
) -> None:
    for name in ("one", "poison", "three"):
        world.dovecot.deliver(letter(name), user)
    got: list[int] = []
    troubles: list[Trouble] = []

    def accept(one: Fetched) -> None:
        if b"Subject: poison" in one.raw and not troubles:
            raise ValueError("cannot be stored just now")
        got.append(one.uid)

    source = ImapSource(settings())
    cursors = source.fetch_new({}, accept, on_trouble=troubles.append)
    assert cursors["INBOX"].missed == (2,)
    cursors = source.fetch_new(cursors, accept, on_trouble=troubles.append)

    assert got == [1, 3, 2]
    assert cursors["INBOX"].missed == ()
    (trouble,) = troubles
    assert isinstance(trouble, NotTaken)
    assert not trouble.final


def test_refused_message_is_reported_and_passed_over(world: World, user: str, settings: Make) -> None:
    world.dovecot.deliver(letter("no"), user)
    troubles: list[Trouble] = []

    def accept(_one: Fetched) -> None:
        raise Refused

    cursors = ImapSource(settings()).fetch_new({}, accept, on_trouble=troubles.append)

    assert cursors["INBOX"].missed == ()
    assert [trouble.final for trouble in troubles if isinstance(trouble, NotTaken)] == [True]


@pytest.mark.hazard("HZ-10")
def test_database_gone_ends_the_fetch_where_it_was(world: World, user: str, settings: Make) -> None:
    for name in ("one", "two"):
        world.dovecot.deliver(letter(name), user)
    steps: list[tuple[str, Cursor]] = []

    def accept(one: Fetched) -> None:
        if one.uid == 2:
            raise Unavailable

    with pytest.raises(Interrupted) as stopped:
        ImapSource(settings()).fetch_new({}, accept, on_cursor=lambda *step: steps.append(step))

    assert stopped.value.cursors["INBOX"].last_uid == 1
    assert steps == [("INBOX", stopped.value.cursors["INBOX"])]


@pytest.mark.hazard("HZ-02")
def test_message_over_the_limit_is_reported_not_loaded(world: World, user: str, settings: Make) -> None:
    world.dovecot.deliver(letter("large", b"x" * 60 + b"\r\n" + b"y" * 5000 + b"\r\n"), user)
    world.dovecot.deliver(letter("small"), user)
    got: list[Fetched] = []
    troubles: list[Trouble] = []

    ImapSource(settings(size_limit=2000)).fetch_new({}, got.append, on_trouble=troubles.append)

    assert [one.uid for one in got] == [2]
    (trouble,) = troubles
    assert isinstance(trouble, TooLarge)
    assert trouble.size > 5000


def test_sixty_megabytes_are_fetched_whole(world: World, user: str, settings: Make) -> None:
    raw = letter("sixty", (b"0123456789" * 7 + b"\r\n") * 830_000)
    world.dovecot.put(raw, "INBOX", user)
    digests: list[bytes] = []

    ImapSource(settings()).fetch_new({}, lambda one: digests.append(hashlib.sha256(one.raw).digest()))

    assert digests == [hashlib.sha256(raw).digest()]


def test_new_letter_is_told_of_within_seconds(world: World, user: str, settings: Make) -> None:
    stop, told = threading.Event(), threading.Semaphore(0)
    watcher = threading.Thread(target=ImapSource(settings()).idle, args=(stop, told.release))
    watcher.start()
    try:
        assert told.acquire(timeout=10)  # the first word: look now
        world.dovecot.deliver(letter("pushed"), user)
        assert told.acquire(timeout=10)
    finally:
        stop.set()
        watcher.join(10)
    assert not watcher.is_alive()


def test_junk_is_looked_at_without_a_word_from_the_server(world: World, user: str, settings: Make) -> None:
    stop, got = threading.Event(), list[Fetched]()
    source = ImapSource(settings())
    cursors: dict[str, Cursor] = {}
    looked = threading.Event()

    def look() -> None:
        cursors.update(source.fetch_new(cursors, got.append))
        looked.set()

    watcher = threading.Thread(target=source.idle, args=(stop, look), kwargs={"renew": 0.5})
    watcher.start()
    try:
        assert looked.wait(10)
        world.dovecot.put(letter("junk"), "Junk", user)
        until(lambda: got, 15, "the letter in Junk")
    finally:
        stop.set()
        watcher.join(10)
    assert [one.junk for one in got] == [True]


@pytest.mark.hazard("HZ-02")
def test_line_that_dies_while_waiting_is_noticed(world: World, user: str, settings: Make) -> None:
    told, ended = threading.Semaphore(0), threading.Event()

    def watch() -> None:
        with pytest.raises(MailboxUnavailable):
            ImapSource(settings()).idle(threading.Event(), told.release)
        ended.set()

    threading.Thread(target=watch, daemon=True).start()
    assert told.acquire(timeout=10)
    world.dovecot.admin("kick", user)

    until(ended.is_set, 15, "the end of the line")


def test_sign_in_by_token(world: World, user: str, settings: Make) -> None:
    world.dovecot.deliver(letter("by token"), user)
    got: list[Fetched] = []

    ImapSource(settings(password=None, token=lambda: world.dovecot.token(user))).fetch_new({}, got.append)

    assert len(got) == 1


def test_starttls_on_the_plain_port(world: World, user: str, settings: Make) -> None:
    world.dovecot.deliver(letter("starttls"), user)
    got: list[Fetched] = []

    ImapSource(settings(port=world.dovecot.ports.imap, starttls=True)).fetch_new({}, got.append)

    assert len(got) == 1


@pytest.mark.hazard("HZ-10")
def test_bad_ways_in_are_named(world: World, settings: Make, tmp_path: Path) -> None:
    bad = {
        "authority we do not trust": settings(ca_file=Authority(tmp_path).file),
        "for another host": settings(host="127.0.0.1"),
        "did not accept": settings(password="wrong"),
        "password or token": settings(token=lambda: world.dovecot.token("somebody@else.example")),
        "could not be reached": settings(port=1),
        "not found in the DNS": settings(host="nowhere.invalid"),
        "authorities cannot be read": settings(ca_file=tmp_path / "none.pem"),
    }
    for words, one in bad.items():
        with pytest.raises(MailboxUnavailable, match=words):
            ImapSource(one).fetch_new({}, lambda _one: None)
