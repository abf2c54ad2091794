"""`carepost import`: mail from files is stored to the byte, once, and read as mail that comes."""

from __future__ import annotations

import json
import mailbox
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection

from carepost.actions.receiving.importing import Import
from carepost.domain.ledger.events import Event
from carepost.domain.tenancy import services
from carepost.engines.delivery.models import Envelope
from carepost.engines.intake.models import Sighting
from carepost.engines.intake.sources.files import recognise
from carepost.ground.kernel import Unavailable
from tests.doubles.ways_out import goes_silent
from tests.integration.commands.conftest import Typed
from tests.integration.desk import Desk
from tests.integration.letters import mail

HERE = "Y90001"


def put(folder: Path, *letters: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for number, raw in enumerate(letters):
        (folder / f"{number:03}.eml").write_bytes(raw)
    return folder


def bomb() -> bytes:
    """Parts within parts, deeper than anybody may open."""
    raw = b"From: a@b.example\r\nSubject: deep\r\n"
    for depth in range(60):
        raw += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth)
    return raw


def stored(desk: Desk) -> set[bytes]:
    return {services.vault().get(desk.id, one.object_id) for one in desk.arrivals()}


def counts(text: str) -> tuple[int, ...]:
    told = json.loads(text)
    assert list(told) == ["read", "stored", "duplicate", "unreadable"]
    return tuple(told.values())


def test_a_folder_of_letters_is_stored_to_the_byte_and_counted(
    carepost: Typed, desk: Desk, tmp_path: Path
) -> None:
    letters = [mail("One"), mail("Two"), bomb(), b"bare\nends\rof \0 every kind\xff", b""]
    said = carepost("import", put(tmp_path / "m", *letters), "--practice", HERE, "--json")
    assert said.code == 0
    assert counts(said.out) == (5, 5, 0, 1)
    assert stored(desk) == set(letters)


def test_a_second_run_stores_nothing_and_says_so(carepost: Typed, desk: Desk, tmp_path: Path) -> None:
    folder = put(tmp_path / "m", mail("One"), mail("Two"))
    carepost("import", folder, "--practice", HERE)
    put(folder, mail("One more"), b"")
    again = carepost("import", folder, "--practice", HERE, "--json")
    assert counts(again.out) == (2, 2, 0, 0)
    last = carepost("import", folder, "--practice", HERE, "--json")
    assert counts(last.out) == (2, 0, 2, 0)
    assert len(desk.arrivals()) == 4


def test_the_same_letter_twice_in_one_folder_is_stored_once(
    carepost: Typed, desk: Desk, tmp_path: Path
) -> None:
    raw = mail()
    said = carepost("import", put(tmp_path / "m", raw, raw, raw), "--practice", HERE, "--json")
    assert counts(said.out) == (3, 1, 2, 0)
    with desk.acting():
        assert Sighting.objects.of(desk.id).count() == 3


def test_of_two_imports_at_once_one_has_stored_it(
    committed_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, vault, gate = put(tmp_path / "m", mail()), services.vault(), Barrier(2)

    class Meeting:
        """The vault, before which both wait for each other: each has seen that the letter is new."""

        def put(self, *what: object) -> None:
            gate.wait(10)
            vault.put(*what)  # type: ignore[arg-type]

        def __getattr__(self, name: str) -> object:
            return getattr(vault, name)

    monkeypatch.setattr(services, "vault", lambda: Meeting())

    def counted(_: int) -> tuple[int, int]:
        run = Import(committed_desk.system, committed_desk.mailbox.id, "tester")
        try:
            list(run.store(recognise(folder, 1_000_000)))
        finally:
            connection.close()
        return run.stored, run.duplicate

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(counted, range(2))) == [(0, 1), (1, 0)]
    assert len(committed_desk.arrivals()) == 1


def test_an_mbox_and_a_maildir_are_told_apart_by_looking(carepost: Typed, desk: Desk, tmp_path: Path) -> None:
    letters = [mail(f"Letter {number}").replace(b"\r\n", b"\n") for number in range(4)]
    box, folder = mailbox.mbox(tmp_path / "box"), mailbox.Maildir(tmp_path / "folder")
    for raw in letters[:2]:
        box.add(raw)
    for raw in letters[2:]:
        folder.add(raw)
    box.close()
    for name in ("box", "folder"):
        said = carepost("import", tmp_path / name, "--practice", HERE, "--json")
        assert counts(said.out) == (2, 2, 0, 0)
    assert stored(desk) == set(letters)


@pytest.mark.hazard("HZ-01")
def test_an_imported_answer_finds_its_conversation_and_nothing_is_sent(
    carepost: Typed, desk: Desk, tmp_path: Path
) -> None:
    envelope = desk.sent()
    before = len(desk.envelopes())
    raw = mail("Seen in clinic", to=desk.reply_address(envelope), answers=envelope.mime_message_id)
    stray = mail("Seen in clinic", subject="Re: somebody else")
    carepost("import", put(tmp_path / "m", raw, stray), "--practice", HERE)
    assert [one.state for one in desk.arrivals()] == ["matched", "needs_matching"]
    assert desk.messages(envelope.message.conversation)[-1].text.startswith("Seen in clinic")
    assert len(desk.envelopes()) == before
    assert not [one for one in desk.envelopes() if one.state == Envelope.State.QUEUED]


@pytest.mark.hazard("HZ-06")
def test_a_copy_of_our_own_letter_in_a_file_is_no_evidence_that_it_left(
    carepost: Typed, desk: Desk, tmp_path: Path
) -> None:
    desk.send()
    desk.deliver(goes_silent)
    raw = desk.frozen(desk.envelope())
    carepost("import", put(tmp_path / "m", raw), "--practice", HERE)
    assert [one.state for one in desk.arrivals()] == ["loopback"]
    assert desk.envelope().state == "dot_pending"
    desk.take_in(b"Received: from nhsmail.example; Mon, 2 Mar 2026 09:31:00 +0000\r\n" + raw)
    assert desk.envelope().state == "accepted"


def test_junk_of_a_maildir_is_marked(carepost: Typed, desk: Desk, tmp_path: Path) -> None:
    mailbox.Maildir(tmp_path / "m").add_folder("Junk").add(mail())
    carepost("import", tmp_path / "m", "--practice", HERE)
    assert [one.junk for one in desk.arrivals()] == [True]


def test_what_cannot_be_taken_is_listed_without_a_name_and_the_rest_is_stored(
    carepost: Typed, desk: Desk, tmp_path: Path
) -> None:
    folder = put(tmp_path / "m", mail("One"), mail("Two"))
    (folder / "Jane Example.eml").symlink_to("000.eml")
    said = carepost("import", folder, "--practice", HERE, "--json")
    assert said.code == 1
    assert counts(said.out) == (2, 2, 0, 0)
    assert "file 3 of 3: it is a link" in said.err
    assert "Example" not in said.err


def test_a_full_disk_stops_the_import_and_it_goes_on_afterwards(
    carepost: Typed, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = [mail(f"Letter {number}") for number in range(5)]
    folder = put(tmp_path / "m", *letters)
    vault, kept = services.vault(), []

    class Full:
        """The vault, with room for three."""

        def put(self, *what: object) -> None:
            if len(kept) == 3:
                raise Unavailable("The disk that keeps the letters is full.")
            kept.append(what)
            vault.put(*what)  # type: ignore[arg-type]

        def __getattr__(self, name: str) -> object:
            return getattr(vault, name)

    with monkeypatch.context() as patch:
        patch.setattr(services, "vault", lambda: Full())
        said = carepost("import", folder, "--practice", HERE, "--json")
    assert said.code == 1
    assert counts(said.out) == (3, 3, 0, 0)
    assert "The disk that keeps the letters is full." in said.err
    assert "Run the same command again to go on" in said.err

    again = carepost("import", folder, "--practice", HERE, "--json")
    assert counts(again.out) == (5, 2, 3, 0)
    assert stored(desk) == set(letters)


def test_a_practice_that_is_not_here_and_one_without_a_mailbox_are_told(
    carepost: Typed, desk: Desk, tmp_path: Path
) -> None:
    folder = put(tmp_path / "m", mail())
    missing = carepost("import", folder, "--practice", "Y99999")
    assert (missing.code, missing.out) == (1, "")
    assert "There is no practice Y99999 here" in missing.err
    carepost("practice", "Y90003", "New Surgery")
    empty = carepost("import", folder, "--practice", "Y90003")
    assert empty.code == 1
    assert "This practice has no mailbox yet" in empty.err
    other = carepost("import", folder, "--practice", HERE, "--mailbox", "nobody@nhsmail.example")
    assert "This practice has no mailbox nobody@nhsmail.example" in other.err
    assert desk.arrivals() == []


def test_an_empty_word_is_not_the_folder_one_stands_in(
    carepost: Typed, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(put(tmp_path / "m", mail()))
    said = carepost("import", "", "--practice", HERE)
    assert (said.code, said.out) == (1, "")
    assert "PATH is empty" in said.err
    assert desk.arrivals() == []


def test_without_json_it_speaks_in_sentences_and_without_a_terminal_shows_no_bar(
    carepost: Typed, desk: Desk, tmp_path: Path
) -> None:
    folder = put(tmp_path / "m", mail(), bomb())
    (folder / "notes.txt").write_text("x")
    said = carepost("import", folder, "--practice", HERE)
    assert said.out == (
        "Messages read: 2. Stored: 2; here already: 0. "
        "Stored but not legible: 1; each is in Needs matching, to download.\n"
    )
    assert said.err == "Other files there, which were passed over: 1.\n"


def test_who_imported_is_on_the_ledger_and_each_message_too(
    carepost: Typed, desk: Desk, tmp_path: Path
) -> None:
    carepost("import", put(tmp_path / "m", mail(), mail()), "--practice", HERE)
    (told,) = desk.details(Event.MAIL_IMPORTED)
    assert told["from"] == "a folder of 2 messages"
    assert told["operator"]
    assert len(desk.entries(Event.ARRIVAL_STORED)) == 2


@pytest.mark.hazard("HZ-10")
def test_another_practice_sees_none_of_it(
    carepost: Typed, desk: Desk, millbrook: Desk, tmp_path: Path
) -> None:
    raw = mail()
    folder = put(tmp_path / "m", raw)
    carepost("import", folder, "--practice", HERE)
    assert millbrook.arrivals() == []
    said = carepost("import", folder, "--practice", "Y90002", "--json")
    assert counts(said.out) == (1, 1, 0, 0)
    assert [one.sha256 for one in desk.arrivals()] == [sha256(raw).hexdigest()]
