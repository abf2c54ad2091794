"""What somebody who owns the database server can do to a ledger, and that the verifier sees it."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from carepost.domain.ledger import checkpoint as notes
from carepost.domain.ledger.tree import Frontier, leaf_hash
from tests.unit.ledger.verifier import PATH

EDITED = "replace(line, 'conversation.opened', 'conversation.noted'), event = 'conversation.noted'"
ALL = "practice_id, id, at, event, line, actor_kind, actor_id, conversation_id, message_id, patient_id"
AT_5 = "(select entry_id from ledger_place where idx = 5)"
RENUMBERED = (
    "create temp table moved as select practice_id, idx - 1 as idx, entry_id, leaf from ledger_place where idx > 5",
    "delete from ledger_place where idx >= 5",
    "insert into ledger_place select * from moved",
)


def rehash(ledger, riverside, *, sign: bool = False) -> None:
    """Make places, head and, with the stolen key, checkpoints fit what the entries now are."""
    rows = ledger.rows(
        "select place.idx, entry.line from ledger_place place join ledger_entry entry on entry.id = place.entry_id"
        " order by idx"
    )
    leaves = [leaf_hash(line.encode()) for _, line in rows]
    grown = Frontier().extend(leaves)
    with ledger.connect("superuser") as conn:
        conn.execute("set session_replication_role = replica")
        for (idx, _), leaf in zip(rows, leaves, strict=True):
            conn.execute("update ledger_place set leaf = %s where idx = %s", [leaf, idx])
        conn.execute("update ledger_head set size = %s, frontier = %s", [grown.size, grown.to_bytes()])
        if not sign:
            return
        conn.execute("delete from ledger_checkpoint")
        for size in (4, 8, len(leaves)):
            root = Frontier().extend(leaves[:size]).root()
            note = notes.sign(notes.Checkpoint("carepost.example/ledger/Y90001", size, root), ledger.key)
            conn.execute(
                "insert into ledger_checkpoint values (%s, %s, %s, %s, now()) on conflict do nothing",
                [riverside.id, size, root, note],
            )
        conn.execute("update ledger_head set signed_size = size")


def finds(result, kind: str, line: int | None = None) -> bool:
    return any(f["kind"] == kind and (line is None or f["line"] == line) for f in result["findings"])


def exported_as_it_is(ledger, riverside) -> Path:
    """The export a tamperer would hand out: what the file outside says does not keep him from writing it."""
    real, ledger.folder = ledger.folder, ledger.folder / "elsewhere"
    ledger.folder.mkdir(exist_ok=True)
    try:
        return ledger.export(riverside)
    finally:
        ledger.folder = real


def test_untouched_ledger_verifies(kept, riverside):
    result = kept.verdict(kept.export(riverside))

    assert (result["result"], result["findings"]) == ("good", [])
    assert (result["entries"], result["checkpoints"], result["outside_checkpoints"]) == (12, 3, 3)


def test_untouched_ledger_has_nothing_personal_in_its_export(kept, riverside):
    text = kept.export(riverside).read_text()

    assert "not for the verifier" not in text
    assert f"practice {riverside.id}\n" in text


def test_empty_ledger_verifies(ledger, riverside):
    result = ledger.verdict(ledger.export(riverside))

    assert (result["result"], result["entries"], result["checkpoints"]) == ("good", 0, 1)


def test_edited_entry_is_named(kept, riverside):
    kept.as_superuser(f"update ledger_entry set line = {EDITED} where id = {AT_5}")

    result = kept.verdict(kept.export(riverside))

    assert result["result"] == "tampered"
    assert finds(result, "changed", line=6)


def test_edited_entry_with_its_hash_made_to_fit_is_found_between_two_checkpoints(kept, riverside):
    kept.as_superuser(f"update ledger_entry set line = {EDITED} where id = {AT_5}")
    rehash(kept, riverside)

    result = kept.verdict(exported_as_it_is(kept, riverside))

    assert finds(result, "root", line=5)
    assert "lines 5 to 8" in result["says"][0]


def test_entry_rewritten_and_signed_anew_with_the_stolen_key_is_found_by_the_file_outside(kept, riverside):
    kept.as_superuser(f"update ledger_entry set line = {EDITED} where id = {AT_5}")
    rehash(kept, riverside, sign=True)
    export = exported_as_it_is(kept, riverside)

    assert kept.verdict(export, outside=False)["result"] == "good"
    result = kept.verdict(export)
    assert result["result"] == "tampered"
    assert finds(result, "root", line=5)


@pytest.mark.parametrize("sign", [False, True])
def test_deleted_entry_is_found(kept, riverside, sign):
    kept.as_superuser(f"delete from ledger_entry where id = {AT_5}", *RENUMBERED)
    rehash(kept, riverside, sign=sign)

    result = kept.verdict(exported_as_it_is(kept, riverside))

    assert result["result"] == "tampered"
    assert finds(result, "root", line=5)


def test_entry_deleted_from_its_place_is_named(kept, riverside):
    kept.as_superuser(f"delete from ledger_entry where id = {AT_5}")

    result = kept.verdict(kept.export(riverside))

    assert result["result"] == "tampered"
    assert any("Line 6 is missing" in says for says in result["says"])


@pytest.mark.parametrize("sign", [False, True])
def test_inserted_entry_is_found(kept, riverside, sign):
    new = "019aa000-0000-7000-8000-000000000000"
    kept.as_superuser(
        f"insert into ledger_entry ({ALL}) select practice_id, '{new}', at, event, replace(line, id::text, '{new}'),"
        f" actor_kind, actor_id, conversation_id, message_id, patient_id from ledger_entry where id = {AT_5}",
        "create temp table moved as select practice_id, idx + 1 as idx, entry_id, leaf from ledger_place where idx > 5",
        "delete from ledger_place where idx > 5",
        "insert into ledger_place select * from moved",
        f"insert into ledger_place select practice_id, 6, '{new}', leaf from ledger_place where idx = 5",
    )
    rehash(kept, riverside, sign=sign)

    result = kept.verdict(exported_as_it_is(kept, riverside))

    assert result["result"] == "tampered"
    assert finds(result, "root", line=5)


@pytest.mark.parametrize("sign", [False, True])
def test_entries_in_another_order_are_found(kept, riverside, sign):
    kept.as_superuser(
        "update ledger_place set idx = -1 where idx = 5",
        "update ledger_place set idx = 5 where idx = 6",
        "update ledger_place set idx = 6 where idx = -1",
    )
    rehash(kept, riverside, sign=sign)

    result = kept.verdict(exported_as_it_is(kept, riverside))

    assert finds(result, "root", line=5)


def test_cut_tail_is_found_by_the_file_outside_only(kept, riverside):
    kept.as_superuser(
        "delete from ledger_place where idx >= 8",
        "delete from ledger_checkpoint where size > 8",
        "delete from ledger_entry where id not in (select entry_id from ledger_place)",
    )
    rehash(kept, riverside, sign=False)
    kept.as_superuser("update ledger_head set signed_size = size")
    export = exported_as_it_is(kept, riverside)

    assert kept.verdict(export, outside=False)["result"] == "good"
    result = kept.verdict(export)
    assert finds(result, "cut", line=9)
    assert "lines 9 to 12 are missing" in result["says"][0]


def test_tail_replaced_by_another_history_of_the_same_length_is_found(kept, riverside):
    kept.as_superuser(
        "delete from ledger_place where idx >= 8", "delete from ledger_checkpoint where size > 8"
    )
    rehash(kept, riverside)
    kept.write(riverside, 4)

    result = kept.verdict(exported_as_it_is(kept, riverside))

    assert finds(result, "root", line=9)


def test_entry_moved_in_from_another_practice_is_named(kept, riverside, millbrook):
    kept.write(millbrook)
    kept.as_superuser(
        f"update ledger_entry set practice_id = '{riverside.id}' where practice_id = '{millbrook.id}'",
        f"update ledger_unplaced set practice_id = '{riverside.id}'",
    )

    result = kept.verdict(kept.export(riverside))

    assert any("Line 13 belongs to another practice" in says for says in result["says"])


def test_entry_written_twice_is_named(kept, riverside):
    kept.as_superuser("update ledger_entry set line = (select line from ledger_entry order by id limit 1)")

    result = kept.verdict(kept.export(riverside))

    assert any("Line 2 has an id that an earlier line already has" in says for says in result["says"])


def test_checkpoint_signed_by_somebody_else_is_named(kept, riverside):
    ours, kept.key = kept.key, notes.load_key(bytes(32))
    kept.write(riverside)
    export = kept.export(riverside)
    kept.key = ours

    assert finds(kept.verdict(export), "signature")


def change(text: str, how: str) -> str:
    lines = text.split("\n")
    start = lines.index("entries") + 2
    match how:
        case "spaces in a line":
            lines[start + 2] = lines[start + 2].replace('":"', '": "')
        case "a line that is no entry":
            lines[start + 2] = "hello\t" + lines[start + 2].split("\t")[1]
        case "no checkpoints":
            return text.split("\ncheckpoints\n")[0]
        case "checkpoints emptied":
            return text.split("\ncheckpoints\n")[0] + "\ncheckpoints\n"
        case "a line taken out":
            del lines[start + 11]
        case "size changed":
            return text.replace("\nsize 12\n", "\nsize 11\n")
    return "\n".join(lines)


@pytest.mark.parametrize(
    "how",
    [
        "spaces in a line",
        "a line that is no entry",
        "no checkpoints",
        "checkpoints emptied",
        "a line taken out",
        "size changed",
    ],
)
def test_changed_export_file_is_found(kept, riverside, how):
    export = kept.export(riverside)
    export.write_text(change(export.read_text(), how))

    assert kept.verdict(export, outside=False)["result"] == "tampered"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(PATH), *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_program_says_good_tampered_or_unusable_by_its_exit_code(kept, riverside, tmp_path):
    export, outside = kept.export(riverside), kept.outside.path
    key = base64.b64encode(kept.key.public_key().public_bytes_raw()).decode()

    good = run(export, "--since", outside, "--key", key)
    assert (good.returncode, good.stderr) == (0, "")
    assert "All 12 entries are as they were recorded." in good.stdout

    export.write_text(export.read_text().replace("conversation.opened", "conversation.noted", 1))
    bad = run(export, "--since", outside, "--json")
    assert bad.returncode == 1
    assert json.loads(bad.stdout)["result"] == "tampered"

    for arguments in (
        [tmp_path / "none"],
        [outside],
        [export, "--key", "x"],
        [export, "--since", PATH],
    ):
        assert run(*arguments).returncode == 2, arguments
    assert run("--self-test").returncode == 0
