"""Checkpoints: the C2SP example, our own, and what must not pass for one."""

from __future__ import annotations

import base64
import os
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger.outside import NOTE, OutsideFile
from tests.unit.ledger.verifier import PublicKey, carepost_verify

FEW = settings(deadline=None, max_examples=30)
KEY = notes.load_key(bytes(range(32)))
ORIGIN = notes.origin_of("Y90001")

# The example of the note package that C2SP signed-note describes, with its public key.
EXAMPLE_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
EXAMPLE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ"
    "SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def checkpoint(size: int = 3, root: bytes = bytes(32)) -> notes.Checkpoint:
    return notes.Checkpoint(ORIGIN, size, root)


def test_key_and_signature_are_formed_as_other_programs_form_them():
    name, number, key = EXAMPLE_KEY.split("+")
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key)[1:])
    text, _, line = EXAMPLE.rpartition("\n\n")
    signature = base64.b64decode(line.split(" ")[2])

    assert notes.verifier_key(name, public) == EXAMPLE_KEY
    assert signature[:4].hex() == number
    public.verify(signature[4:], f"{text}\n".encode())
    assert carepost_verify.key_from(EXAMPLE_KEY).verifies(signature[4:], f"{text}\n".encode())


def test_checkpoint_is_three_lines_an_empty_line_and_a_signature():
    note = notes.sign(checkpoint(), KEY)

    lines = note.split("\n")
    assert lines[:4] == ["carepost.example/ledger/Y90001", "3", base64.b64encode(bytes(32)).decode(), ""]
    assert lines[4].startswith("\u2014 carepost.example/ledger/Y90001 ")
    assert lines[5:] == [""]


@FEW
@given(st.integers(0, 10**12), st.binary(min_size=32, max_size=32))
def test_checkpoint_comes_back_as_it_was_signed(size, root):
    note = notes.sign(checkpoint(size, root), KEY)

    assert notes.read(note) == checkpoint(size, root)
    assert notes.holds(note, KEY.public_key())
    assert NOTE.fullmatch(note)


def test_changed_checkpoint_or_another_key_does_not_hold():
    note = notes.sign(checkpoint(), KEY)

    assert not notes.holds(note.replace("\n3\n", "\n4\n"), KEY.public_key())
    assert not notes.holds(note, Ed25519PrivateKey.generate().public_key())


@pytest.mark.parametrize("text", ["", "a\nb\nc\n\n\u2014 a b\n", "a\n03\n" + "A" * 43 + "=\n\n\u2014 a b\n"])
def test_what_is_no_checkpoint_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        notes.read(text)


def test_checkpoints_outside_are_kept_in_a_file_only_we_may_read(tmp_path):
    outside = OutsideFile(tmp_path / "checkpoints.txt")
    outside.append(notes.sign(checkpoint(3), KEY))
    outside.append(notes.sign(checkpoint(8), KEY))

    assert stat.S_IMODE(os.stat(outside.path).st_mode) == 0o600
    assert outside.longest(ORIGIN) == checkpoint(8)
    assert outside.longest(notes.origin_of("Y90002")) is None
    assert [note.size for note in carepost_verify.notes_in(outside.path.read_text(), "it")] == [3, 8]


def test_checkpoint_of_another_process_is_seen(tmp_path):
    ours, theirs = OutsideFile(tmp_path / "c.txt"), OutsideFile(tmp_path / "c.txt")
    ours.append(notes.sign(checkpoint(3), KEY))
    assert ours.longest(ORIGIN) == checkpoint(3)

    theirs.append(notes.sign(checkpoint(9), KEY))

    assert ours.longest(ORIGIN) == checkpoint(9)


@pytest.mark.parametrize("kept", range(1, 190, 7))
def test_checkpoint_that_a_crash_cut_short_harms_no_other(tmp_path, kept):
    outside = OutsideFile(tmp_path / "checkpoints.txt")
    outside.append(notes.sign(checkpoint(3), KEY))
    with outside.path.open("a", encoding="utf-8") as file:
        file.write("\n" + notes.sign(checkpoint(5), KEY)[:kept])
    outside.append(notes.sign(checkpoint(8), KEY))

    assert outside.longest(ORIGIN) == checkpoint(8)
    assert [note.size for note in carepost_verify.notes_in(outside.path.read_text(), "it")] == [3, 8]


@FEW
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100))
def test_verifier_agrees_with_the_library_on_good_signatures(seed, message):
    key = notes.load_key(seed)
    public = PublicKey(key.public_key().public_bytes_raw())

    assert public.verifies(key.sign(message), message)
    assert not public.verifies(key.sign(message), message + b"!")


def test_verifier_gets_the_examples_of_rfc_8032_right():
    assert carepost_verify.self_test()


@pytest.mark.parametrize("point", [bytes(31), b"\xff" * 32, (2).to_bytes(32, "little")])
def test_verifier_refuses_what_is_no_point_on_the_curve(point):
    with pytest.raises(carepost_verify.Unusable):
        PublicKey(point)
