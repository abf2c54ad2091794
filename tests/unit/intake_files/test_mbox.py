"""An mbox gives back what was put into it, a message at a time."""

from __future__ import annotations

import mailbox
import tracemalloc
from pathlib import Path

import pytest

from carepost.engines.intake.sources.files import Filed, NotRead, recognise

MEGABYTE = 1_000_000
FROM = b"From someone@northside.example Mon Mar  2 09:30:00 2026\n"
LETTER = b"From: Clinic <clinic@northside.example>\nSubject: Result\n\nAll is well.\n"


def messages(path: Path, largest: int = MEGABYTE) -> list[bytes]:
    found = list(recognise(path, largest))
    assert all(isinstance(one, Filed) for one in found)
    return [one.raw for one in found if isinstance(one, Filed)]


def an_mbox(folder: Path, text: bytes) -> Path:
    path = folder / "box"
    path.write_bytes(text)
    return path


def quoted(raw: bytes) -> bytes:
    """As mboxrd quotes: one sign more before any From, however many there are."""
    lines = raw.splitlines(keepends=True)
    return b"".join(b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines)


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_each_message_comes_out_as_it_went_in(tmp_path: Path, ends: bytes) -> None:
    letters = [LETTER, b"Subject: two\n\n", b"no header at all\n", LETTER + b"\n\n\n", b"\xff\0\x80\n"]
    letters = [letter.replace(b"\n", ends) for letter in letters]
    text = b"".join(FROM.replace(b"\n", ends) + letter + ends for letter in letters)
    assert messages(an_mbox(tmp_path, text)) == letters


@pytest.mark.parametrize(
    "line", [b"From the clinic", b">From the clinic", b">>>From x", b" From x", b"Fromage", b"> From x"]
)
def test_lines_that_were_quoted_come_out_as_they_were(tmp_path: Path, line: bytes) -> None:
    letter = LETTER + b"\n" + line + b"\nand so on\n"
    assert messages(an_mbox(tmp_path, FROM + quoted(letter) + b"\n" + FROM + LETTER)) == [letter, LETTER]


def test_what_another_program_wrote_comes_out_as_it_was(tmp_path: Path) -> None:
    letters = [LETTER, LETTER + b"\nFrom the clinic\n\nFrom there too\n", b"Subject: three\n\n\n\nend\n"]
    box = mailbox.mbox(tmp_path / "box")
    for letter in letters:
        box.add(letter)
    box.close()
    assert messages(tmp_path / "box") == letters


def test_a_last_message_without_a_line_end_is_whole(tmp_path: Path) -> None:
    assert messages(an_mbox(tmp_path, FROM + LETTER + b"\n" + FROM + b"Subject: cut\n\nhalf a wo")) == [
        LETTER,
        b"Subject: cut\n\nhalf a wo",
    ]


def test_a_message_cut_off_by_a_crash_does_not_swallow_the_next(tmp_path: Path) -> None:
    assert messages(an_mbox(tmp_path, FROM + b"Subject: cut\n\nhalf a wo\n" + FROM + LETTER)) == [
        b"Subject: cut\n\nhalf a wo\n",
        LETTER,
    ]


def test_a_sentence_in_the_middle_of_a_paragraph_is_no_new_message(tmp_path: Path) -> None:
    letter = LETTER + b"We heard\nFrom your nurse at 10:30 that she is well.\n"
    assert messages(an_mbox(tmp_path, FROM + letter)) == [letter]


def counted(text: bytes) -> bytes:
    """As mboxcl2 writes it: the octets of the text are counted, and nothing is quoted."""
    return b"From: clinic@northside.example\nContent-Length: %d\n\n%s" % (len(text), text)


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    "text",
    [
        b"From the clinic\n\n>From there\n\nFrom someone@x.example Mon Mar  2 09:30:00 2026\nwords\n",
        b"\nFrom someone@x.example Mon Mar  2 09:30:00 2026\n",
        b"without a line end\n\nFrom x",
        b"words\n\n\n\n",
        b"",
    ],
)
def test_a_text_that_was_counted_and_not_quoted_comes_out_as_it_was(
    tmp_path: Path, text: bytes, ends: bytes
) -> None:
    letter, other = (counted(each.replace(b"\n", ends)) for each in (text, b"All is well.\n"))
    within = FROM + letter + (b"\n" if letter.endswith(b"\n") else b"\n\n") + FROM + other + b"\n"
    assert messages(an_mbox(tmp_path, within)) == [letter, other]
    assert messages(an_mbox(tmp_path, FROM + letter)) == [letter]


def test_a_count_hides_no_message_within_another(tmp_path: Path) -> None:
    """A sender may write a count as well, and one that spans their next letter."""
    first = counted(b"Yes.\n\n" + FROM + LETTER)
    assert messages(an_mbox(tmp_path, FROM + first + b"\n" + FROM + LETTER)) == [
        first.partition(b"\n" + FROM)[0],
        LETTER,
        LETTER,
    ]


def test_a_wrong_content_length_changes_nothing(tmp_path: Path) -> None:
    letters = [b"Content-Length: 1\n" + LETTER, b"Content-Length: 99999\n" + LETTER, LETTER]
    text = b"".join(FROM + letter + b"\n" for letter in letters)
    assert messages(an_mbox(tmp_path, text)) == letters


def test_empty_messages_are_messages(tmp_path: Path) -> None:
    assert messages(an_mbox(tmp_path, FROM + b"\n" + FROM + FROM + LETTER)) == [b"", b"", LETTER]


def test_a_message_that_is_too_large_is_named_by_its_place_and_the_next_is_read(tmp_path: Path) -> None:
    large = b"Subject: large\n\n" + b"x" * 70 + b"\n" * 2 * MEGABYTE
    text = FROM + LETTER + b"\n" + FROM + large + FROM + LETTER
    first, second, third = recognise(an_mbox(tmp_path, text), MEGABYTE)
    assert isinstance(second, NotRead)
    assert (second.place, second.reason) == (
        f"message 2, from byte {len(FROM + LETTER) + 1}",
        "it has 2 MB, and no message may have more than 1 MB",
    )
    assert [one.raw for one in (first, third) if isinstance(one, Filed)] == [LETTER, LETTER]


def test_reading_again_finds_each_message_under_the_same_name_and_no_other(tmp_path: Path) -> None:
    path = an_mbox(tmp_path, (FROM + LETTER + b"\n") * 3)
    first, second = (
        [one.source_key for one in recognise(path, MEGABYTE) if isinstance(one, Filed)] for _ in "ab"
    )
    assert first == second
    assert len(set(first)) == 3
    assert not any("box" in key for key in first)


def test_progress_ends_at_the_end(tmp_path: Path) -> None:
    box = recognise(an_mbox(tmp_path, (FROM + LETTER + b"\n") * 3), MEGABYTE)
    upto = [one.upto for one in box]
    assert upto == sorted(upto)
    assert upto[-1] == box.octets


@pytest.mark.slow
@pytest.mark.parametrize(
    "line", [b"x" * 100_000, b"A line of ordinary length, as people write them in letters.\n"]
)
def test_only_one_message_is_in_memory(tmp_path: Path, line: bytes) -> None:
    """10 MB in messages of 400 kB, then one of 6 MB that is too large."""
    letter = b"Subject: x\n\n" + line * (400_000 // len(line)) + b"\n\n"
    with (tmp_path / "box").open("wb") as file:
        for _ in range(25):
            file.write(FROM + letter)
        file.write(FROM + b"Subject: large\n\n" + line * (6 * MEGABYTE // len(line)))
    tracemalloc.start()
    count = sum(1 for _ in recognise(tmp_path / "box", MEGABYTE))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 26
    assert peak < 5 * MEGABYTE
