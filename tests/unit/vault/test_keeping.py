"""What goes in comes out, for whom it was put in, and for nobody else."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carepost.ground.kernel import Conflict, NotFound, Unavailable, ids
from carepost.ground.vault import FolderStore, Tampered, Vault, master, sealing

NORTHSIDE, SOUTHSIDE = ids.new_id(), ids.new_id()
LETTER = b"Dear colleague,\r\n\r\nThank you for seeing this made-up patient.\r\n"

# A vault holds nothing between examples but custodians' keys, which is what the examples are to share.
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def kept_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


def the_object(root: Path) -> Path:
    (only,) = kept_files(root / "objects")
    return only


@pytest.mark.hazard("HZ-10")
@shared
@given(data=st.binary(max_size=5000))
def test_letter_comes_back_as_it_was(vault: Vault, data: bytes) -> None:
    letter = ids.new_id()

    vault.put(NORTHSIDE, letter, data)

    assert vault.get(NORTHSIDE, letter) == data


def test_letter_is_there_after_a_restart(root: Path, key: bytes) -> None:
    letter = ids.new_id()
    Vault(FolderStore(root), key).put(NORTHSIDE, letter, LETTER)

    assert Vault(FolderStore(root), key).get(NORTHSIDE, letter) == LETTER


def test_putting_the_same_letter_again_is_fine(vault: Vault, root: Path) -> None:
    letter = ids.new_id()
    vault.put(NORTHSIDE, letter, LETTER)
    before = the_object(root).read_bytes()

    vault.put(NORTHSIDE, letter, LETTER)

    assert the_object(root).read_bytes() == before


def test_another_letter_never_replaces_one(vault: Vault) -> None:
    letter = ids.new_id()
    vault.put(NORTHSIDE, letter, LETTER)

    with pytest.raises(Conflict):
        vault.put(NORTHSIDE, letter, LETTER + b"P.S.")

    assert vault.get(NORTHSIDE, letter) == LETTER


def test_letter_never_put_is_not_found(vault: Vault) -> None:
    with pytest.raises(NotFound):
        vault.get(NORTHSIDE, ids.new_id())


@pytest.mark.hazard("HZ-01")
def test_letter_of_one_practice_cannot_be_passed_off_as_anothers(vault: Vault, root: Path) -> None:
    letter = ids.new_id()
    vault.put(NORTHSIDE, letter, LETTER)
    vault.put(SOUTHSIDE, ids.new_id(), LETTER)
    place = root / "objects" / SOUTHSIDE.hex / letter.hex[-2:] / letter.hex
    place.parent.mkdir(parents=True, exist_ok=True)

    (root / "objects" / NORTHSIDE.hex / letter.hex[-2:] / letter.hex).rename(place)

    with pytest.raises(Tampered):
        vault.get(SOUTHSIDE, letter)


@pytest.mark.hazard("HZ-01")
def test_letters_would_stay_apart_even_if_two_practices_had_one_key(root: Path, key: bytes) -> None:
    store, letter, one_key = FolderStore(root), ids.new_id(), bytes(32)
    for practice in (NORTHSIDE, SOUTHSIDE):
        store.add(f"keys/{practice.hex}", sealing.seal(key, 1, b"key\0" + practice.bytes, one_key))
    vault = Vault(store, key)
    vault.put(NORTHSIDE, letter, LETTER)

    store.add(f"objects/{SOUTHSIDE.hex}/{letter.hex[-2:]}/{letter.hex}", the_object(root).read_bytes())

    with pytest.raises(Tampered):
        vault.get(SOUTHSIDE, letter)
    with pytest.raises(Tampered):
        vault.open(SOUTHSIDE, "note", vault.seal(NORTHSIDE, "note", LETTER))


@pytest.mark.hazard("HZ-01")
def test_two_letters_of_one_practice_cannot_be_swapped(vault: Vault, root: Path) -> None:
    one, other = ids.new_id(), ids.new_id()
    vault.put(NORTHSIDE, one, LETTER)
    folder = root / "objects" / NORTHSIDE.hex
    place = folder / other.hex[-2:] / other.hex
    place.parent.mkdir(exist_ok=True)

    (folder / one.hex[-2:] / one.hex).rename(place)

    with pytest.raises(Tampered):
        vault.get(NORTHSIDE, other)


@pytest.mark.hazard("HZ-10")
@shared
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_is_noticed(vault: Vault, place: int, bit: int) -> None:
    sealed = bytearray(vault.seal(NORTHSIDE, "note", LETTER))
    sealed[place % len(sealed)] ^= 1 << bit

    with pytest.raises(Tampered):
        vault.open(NORTHSIDE, "note", bytes(sealed))


@shared
@given(length=st.integers(0, 200))
def test_shortened_data_is_noticed(vault: Vault, length: int) -> None:
    sealed = vault.seal(NORTHSIDE, "note", LETTER)

    if length < len(sealed):
        with pytest.raises(Tampered):
            vault.open(NORTHSIDE, "note", sealed[:length])


@shared
@given(data=st.binary(max_size=200), label=st.text(max_size=30), other=st.text(max_size=30))
def test_sealed_data_opens_only_as_what_it_was_sealed(
    vault: Vault, data: bytes, label: str, other: str
) -> None:
    vault.seal(SOUTHSIDE, label, b"so that the other practice has a key")
    sealed = vault.seal(NORTHSIDE, label, data)

    assert vault.open(NORTHSIDE, label, sealed) == data
    with pytest.raises(Tampered):
        vault.open(SOUTHSIDE, label, sealed)
    if other != label:
        with pytest.raises(Tampered):
            vault.open(NORTHSIDE, other, sealed)


def test_object_cannot_be_opened_as_sealed_data(vault: Vault, root: Path) -> None:
    letter = ids.new_id()
    vault.put(NORTHSIDE, letter, LETTER)

    with pytest.raises(Tampered):
        vault.open(NORTHSIDE, letter.bytes.decode("latin-1"), the_object(root).read_bytes())


def test_same_data_never_looks_the_same_twice(vault: Vault) -> None:
    assert vault.seal(NORTHSIDE, "note", LETTER) != vault.seal(NORTHSIDE, "note", LETTER)


@pytest.mark.hazard("HZ-09")
def test_nothing_readable_is_on_the_disk_and_nobody_else_may_look(vault: Vault, root: Path) -> None:
    vault.put(NORTHSIDE, ids.new_id(), LETTER)

    for path in kept_files(root):
        assert b"colleague" not in path.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in [root, *(path for path in root.rglob("*") if path.is_dir())]:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_wrong_master_key_is_named_as_the_trouble(vault: Vault, root: Path) -> None:
    letter = ids.new_id()
    vault.put(NORTHSIDE, letter, LETTER)

    with pytest.raises(Tampered, match="master key"):
        Vault(FolderStore(root), master.new_key()).get(NORTHSIDE, letter)


@pytest.mark.hazard("HZ-09")
def test_key_of_one_practice_does_not_serve_another(vault: Vault, root: Path, key: bytes) -> None:
    vault.put(NORTHSIDE, ids.new_id(), LETTER)

    (root / "keys" / NORTHSIDE.hex).rename(root / "keys" / SOUTHSIDE.hex)

    with pytest.raises(Tampered):
        Vault(FolderStore(root), key).seal(SOUTHSIDE, "note", LETTER)


@pytest.mark.hazard("HZ-10")
def test_lost_key_is_never_quietly_replaced_by_a_new_one(vault: Vault, root: Path, key: bytes) -> None:
    letter = ids.new_id()
    vault.put(NORTHSIDE, letter, LETTER)
    (root / "keys" / NORTHSIDE.hex).unlink()
    restarted = Vault(FolderStore(root), key)

    with pytest.raises(Unavailable, match="backup"):
        restarted.put(NORTHSIDE, ids.new_id(), LETTER)
    with pytest.raises(Unavailable, match="backup"):
        restarted.get(NORTHSIDE, letter)


def test_letters_of_a_destroyed_key_are_gone_and_no_new_key_is_made(
    vault: Vault, root: Path, key: bytes
) -> None:
    letter = ids.new_id()
    vault.put(NORTHSIDE, letter, LETTER)
    vault.put(SOUTHSIDE, letter, LETTER)

    vault.shred(NORTHSIDE)
    vault.shred(NORTHSIDE)

    for each in (vault, Vault(FolderStore(root), key)):
        with pytest.raises(NotFound, match="destroyed"):
            each.get(NORTHSIDE, letter)
        with pytest.raises(NotFound, match="destroyed"):
            each.put(NORTHSIDE, ids.new_id(), LETTER)
        assert each.get(SOUTHSIDE, letter) == LETTER


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_vault_does_not_start_with_half_a_master_key(root: Path, length: int) -> None:
    with pytest.raises(ValueError, match="master key"):
        Vault(FolderStore(root), bytes(length))


@pytest.mark.parametrize(
    "name", ["../secrets", "keys/../../x", "/etc", "keys//x", "Keys/x", "", "keys/.unfinished-1"]
)
def test_no_name_leads_out_of_the_store(root: Path, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        FolderStore(root).read(name)
