"""`carepost export originals`: every mail as it came, to the byte, and word of what is not as it was."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from carepost.domain.ledger.events import Event
from carepost.domain.tenancy import services
from carepost.engines.intake.models import Arrival
from tests.instance import HOME
from tests.integration.commands.conftest import Typed
from tests.integration.commands.test_importing import bomb, put
from tests.integration.desk import Desk
from tests.integration.letters import mail

HERE = ("--practice", "Y90001")
LETTERS = (mail("One"), mail("Two"), bomb(), b"bare\nends\rof \0 every kind\xff", b"")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.eml")}


def named(*letters: bytes) -> dict[str, bytes]:
    return {f"{sha256(raw).hexdigest()}.eml": raw for raw in letters}


def sealed(arrival: Arrival) -> Path:
    """The file of the vault that holds it."""
    (found,) = (HOME / "vault").rglob(arrival.object_id.hex)
    return found


def counts(text: str) -> dict[str, int]:
    told = json.loads(text)
    assert list(told) == ["originals", "written", "present", "replaced", "failed"]
    return {name: number for name, number in told.items() if number}


@pytest.fixture
def filled(carepost: Typed, desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    assert carepost("import", put(tmp_path / "m", *LETTERS), *HERE).code == 0
    return desk


@pytest.mark.hazard("HZ-10")
def test_what_was_imported_comes_out_to_the_byte(carepost: Typed, filled: Desk, out: Path) -> None:
    said = carepost("export", "originals", out, *HERE, "--json")
    assert said.code == 0
    assert counts(said.out) == {"originals": 5, "written": 5}
    assert written(out) == named(*LETTERS)
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    assert stat.S_IMODE(out.stat().st_mode) == 0o700


def test_it_goes_on_where_it_was_stopped_and_mends_what_is_not_whole(
    carepost: Typed, filled: Desk, out: Path, tmp_path: Path
) -> None:
    carepost("export", "originals", out, *HERE)
    whole, cut, linked, gone, _ = sorted(out.iterdir())
    cut.write_bytes(cut.read_bytes()[:-1] + b"?")
    linked.unlink()
    linked.symlink_to(tmp_path / "elsewhere")
    gone.unlink()
    before = whole.stat()
    said = carepost("export", "originals", out, *HERE, "--json")
    assert counts(said.out) == {"originals": 5, "written": 1, "present": 2, "replaced": 2}
    assert written(out) == named(*LETTERS)
    assert whole.stat() == before
    assert not (tmp_path / "elsewhere").exists()


def test_what_was_changed_or_lost_is_named_and_the_others_are_written(
    carepost: Typed, filled: Desk, out: Path
) -> None:
    changed, lost, *_ = filled.arrivals()
    sealed(lost).unlink()
    place = sealed(changed)
    octets = bytearray(place.read_bytes())
    octets[-1] ^= 1
    place.chmod(0o600)
    place.write_bytes(octets)
    said = carepost("export", "originals", out, *HERE, "--json")
    assert said.code == 1
    assert counts(said.out) == {"originals": 5, "written": 3, "failed": 2}
    assert f"{changed.id}: The stored copy of this was changed or damaged" in said.err
    assert f"{lost.id}: This letter or file is not in the vault" in said.err
    assert written(out) == named(*LETTERS[2:])


def test_other_bytes_under_the_right_key_are_not_passed_off_as_the_original(
    carepost: Typed, desk: Desk, out: Path
) -> None:
    arrival = desk.arrival(desk.accept(mail("The letter")))
    sealed(arrival).unlink()
    services.vault().put(desk.id, arrival.object_id, b"something else")
    said = carepost("export", "originals", out, *HERE)
    assert said.code == 1
    assert f"{arrival.id}: The vault holds other bytes" in said.err
    assert written(out) == {}


def test_sent_letters_come_too_when_asked_for(carepost: Typed, desk: Desk, out: Path) -> None:
    envelope = desk.sent()
    raw = mail()
    desk.accept(raw)
    assert counts(carepost("export", "originals", out, *HERE, "--json").out) == {"originals": 1, "written": 1}
    assert not (out / "sent").exists()
    said = carepost("export", "originals", out, *HERE, "--sent", "--json")
    assert counts(said.out) == {"originals": 2, "written": 1, "present": 1}
    assert written(out) == named(raw)
    assert written(out / "sent") == named(desk.frozen(envelope))


@pytest.mark.hazard("HZ-09")
def test_a_practice_gets_its_own_mail_only(carepost: Typed, desk: Desk, millbrook: Desk, out: Path) -> None:
    desk.accept(mail("Ours"))
    millbrook.accept(theirs := mail("Theirs"))
    carepost("export", "originals", out, "--practice", "Y90002")
    assert written(out) == named(theirs)


def test_a_folder_with_other_things_is_left_alone(carepost: Typed, filled: Desk, out: Path) -> None:
    out.mkdir()
    (out / "holiday.txt").write_text("mine")
    said = carepost("export", "originals", out, *HERE)
    assert said.code == 1
    assert "holds other things (1)" in said.err
    assert [path.name for path in out.iterdir()] == ["holiday.txt"]
    assert filled.entries(Event.ORIGINALS_EXPORTED) == []


def test_a_place_that_cannot_be_written_to_is_said(carepost: Typed, filled: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = carepost("export", "originals", tmp_path / "file" / "out", *HERE)
    assert said.code == 1
    assert "cannot be written to: Not a directory" in said.err


def test_who_exported_is_on_the_ledger(carepost: Typed, filled: Desk, out: Path) -> None:
    carepost("export", "originals", out, *HERE)
    (told,) = filled.details(Event.ORIGINALS_EXPORTED)
    assert (told["originals"], told["sent_too"]) == (5, False)
    assert told["operator"]
