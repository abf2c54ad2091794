"""What a path holds is known by looking, and what is nothing of ours is said."""

from __future__ import annotations

import gzip
import os
import re
from pathlib import Path

import pytest

from carepost.engines.intake.sources.files import Archive, Filed, NotRead, recognise
from carepost.ground.kernel import CarepostError, NotFound, Refused

MEGABYTE = 1_000_000
LETTER = b"From: Clinic <clinic@northside.example>\r\nSubject: Result\r\n\r\nAll is well.\r\n"


def put(path: Path, raw: bytes = LETTER) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def raws(archive: Archive) -> list[bytes]:
    return [one.raw for one in archive if isinstance(one, Filed)]


def left_out(archive: Archive) -> list[str]:
    return [f"{one.place}: {one.reason}" for one in archive if isinstance(one, NotRead)]


def maildir(folder: Path, *names: str) -> Path:
    for place in ("cur", "new", "tmp"):
        (folder / place).mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        put(folder / name, LETTER + b"%d" % number)
    return folder


@pytest.mark.parametrize("raw", [LETTER, b"", b"From x\n\nlooks like an mbox", b"\xff\xfe\0 no mail at all"])
def test_a_file_named_eml_is_one_message_whatever_is_in_it(tmp_path: Path, raw: bytes) -> None:
    assert raws(recognise(put(tmp_path / "a.EML", raw), MEGABYTE)) == [raw]


def test_a_file_that_begins_as_a_message_is_one(tmp_path: Path) -> None:
    assert raws(recognise(put(tmp_path / "saved"), MEGABYTE)) == [LETTER]


def test_a_folder_of_eml_is_read_with_all_its_folders_and_in_an_order_that_can_be_repeated(
    tmp_path: Path,
) -> None:
    put(tmp_path / "b.eml", b"Subject: b\n\n")
    put(tmp_path / "a" / "deep" / "z.eml", b"Subject: z\n\n")
    put(tmp_path / "a.eml", b"Subject: a\n\n")
    put(tmp_path / "notes.txt")
    archive = recognise(tmp_path, MEGABYTE)
    assert raws(archive) == raws(archive) == [b"Subject: a\n\n", b"Subject: z\n\n", b"Subject: b\n\n"]
    assert archive.passed_over == 1


def test_a_maildir_gives_what_was_delivered_and_not_what_is_being_delivered(tmp_path: Path) -> None:
    maildir(tmp_path, "new/1.x", "cur/2.x:2,S", "tmp/3.x", "cur/.hidden")
    put(tmp_path / "dovecot.index")
    archive = recognise(tmp_path, MEGABYTE)
    assert raws(archive) == [LETTER + b"0", LETTER + b"1"]
    assert archive.passed_over == 1


def test_all_folders_of_a_maildir_are_read_and_junk_is_marked(tmp_path: Path) -> None:
    maildir(tmp_path, "cur/1.x")
    maildir(tmp_path / ".Letters.2026", "cur/2.x")
    maildir(tmp_path / ".Junk", "new/3.x")
    maildir(tmp_path / "elsewhere" / "Spam", "new/4.x")
    found = [one.junk for one in recognise(tmp_path, MEGABYTE) if isinstance(one, Filed)]
    assert found == [False, True, False, True]


def test_a_maildir_that_lost_its_empty_folders_on_the_way_is_still_one(tmp_path: Path) -> None:
    put(tmp_path / "m" / "cur" / "1.x:2,S", LETTER)
    put(tmp_path / "m" / ".Old" / "cur" / "2.x:2,S", LETTER + b"old")
    (tmp_path / "m" / ".None" / "new").mkdir(parents=True)
    (tmp_path / "m" / ".None" / "tmp").mkdir()
    assert raws(recognise(tmp_path / "m", MEGABYTE)) == [LETTER, LETTER + b"old"]


def test_a_folder_among_the_messages_of_a_maildir_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    folder = maildir(tmp_path / "m", "cur/1.x:2,S", "cur/3.x:2,S")
    put(folder / "cur" / "2.x" / "within")
    archive = recognise(folder, MEGABYTE)
    assert raws(archive) == [LETTER + b"0", LETTER + b"1"]
    assert left_out(archive) == ["message 2 of 3: it is no plain file"]
    assert archive.passed_over == 1


def test_a_message_that_was_read_meanwhile_is_found_under_its_new_name(tmp_path: Path) -> None:
    maildir(tmp_path, "new/1.x")
    archive = recognise(tmp_path, MEGABYTE)
    (before,) = (one.source_key for one in archive if isinstance(one, Filed))
    (tmp_path / "new" / "1.x").rename(tmp_path / "cur" / "1.x:2,S")
    assert raws(archive) == [LETTER + b"0"]
    (after,) = (one.source_key for one in recognise(tmp_path, MEGABYTE) if isinstance(one, Filed))
    assert after == before


def test_a_message_that_went_away_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    maildir(tmp_path, "cur/1.x", "cur/2.x")
    archive = recognise(tmp_path, MEGABYTE)
    (tmp_path / "cur" / "1.x").unlink()
    assert raws(archive) == [LETTER + b"1"]
    assert left_out(archive) == ["message 1 of 2: it went away while the others were read"]


def test_links_pipes_and_large_files_are_told_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path / "a.eml")
    (tmp_path / "b.eml").symlink_to(tmp_path / "a.eml")
    os.mkfifo(tmp_path / "c.eml")
    put(tmp_path / "d.eml", b"x" * (MEGABYTE + 1))
    archive = recognise(tmp_path, MEGABYTE)
    assert raws(archive) == [LETTER]
    assert left_out(archive) == [
        "file 2 of 4: it is a link, and links are not followed: import what it points to",
        "file 3 of 4: it is no plain file",
        "file 4 of 4: it has 1 MB, and no message may have more than 1 MB",
    ]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("missing", "There is nothing at"),
        ("empty folder", "is empty, and it is no Maildir"),
        ("folder of others", "holds 1 files, of which none ends in .eml"),
        ("empty file", "is empty, so there is no mail"),
        ("picture", "does not begin as a message or an mbox does"),
        ("pipe", "is neither a file nor a folder"),
    ],
)
def test_what_is_no_mail_is_said_with_what_would_be(tmp_path: Path, kind: str, words: str) -> None:
    path = tmp_path / "given"
    match kind:
        case "empty folder":
            path.mkdir()
        case "folder of others":
            put(path / "letter.docx")
        case "empty file":
            put(path, b"")
        case "picture":
            put(path, b"\x89PNG\r\n\x1a\n")
        case "pipe":
            os.mkfifo(path)
    with pytest.raises(
        CarepostError, match=re.escape("an mbox file, a Maildir, a folder of .eml files")
    ) as told:
        recognise(path, MEGABYTE)
    assert isinstance(told.value, NotFound if kind == "missing" else Refused)
    assert words in told.value.reason


def test_what_is_packed_is_to_be_unpacked(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"is packed\. Unpack it"):
        recognise(put(tmp_path / "box.gz", gzip.compress(LETTER)), MEGABYTE)


def test_no_name_of_a_file_is_in_what_is_kept_or_told(tmp_path: Path) -> None:
    put(tmp_path / "Jane Example.eml", b"x" * 10)
    (tmp_path / "John Example.eml").symlink_to("nowhere")
    told = [f"{one.place} {getattr(one, 'source_key', '')}" for one in recognise(tmp_path, MEGABYTE)]
    assert len(told) == 2
    assert not any("Example" in words for words in told)
