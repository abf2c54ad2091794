"""Export files that somebody changed on the way or made up: a clear verdict, and never a wrong "good"."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys

import pytest

from carepost.actions.ledger.export import export_ledger
from carepost.ground.kernel import Actor, Refused
from tests.integration.ledger.scene import SEED
from tests.unit.ledger.verifier import PATH

BETWEEN = b"\n\ncheckpoints\n"


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(PATH), *map(str, arguments)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("hidden", [b"", b"\nconversation.opened: what nobody hashed\n"])
def test_nothing_stands_between_entries_and_checkpoints(kept, riverside, hidden: bytes) -> None:
    export = kept.export(riverside)
    text = export.read_bytes()
    export.write_bytes(text.replace(BETWEEN, BETWEEN + hidden + text[text.index(BETWEEN) :]))

    told = kept.verdict(export)

    assert told["result"] == "tampered"
    assert any("Between the entries and the checkpoints" in says for says in told["says"])


def test_the_ledger_of_one_practice_is_not_taken_for_anothers(kept, riverside) -> None:
    export = kept.export(riverside)
    assert "The ledger is carepost.example/ledger/Y90001." in run(export).stdout

    export.write_text(export.read_text().replace("\nods Y90001\n", "\nods Y90002\n"))

    said = run(export)
    assert said.returncode == 2
    assert "names practice Y90002, and the ledger of another" in said.stdout


def test_an_export_is_no_witness_for_itself(kept, riverside) -> None:
    export = kept.export(riverside)
    said = run(export, "--since", export)
    assert (said.returncode, said.stderr) == (2, "")
    assert "--since names the export itself" in said.stdout


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text.replace(b"\n", b"\r\n"), "changed on its way"),
        (lambda text: b"\xef\xbb\xbf" + text, "changed on its way"),
        (lambda text: gzip.compress(text)[:200], "packed"),
        (lambda text: text.decode().encode("utf-16"), "not a Carepost ledger export"),
    ],
)
def test_what_was_changed_on_the_way_is_told_for_what_it_is(kept, riverside, change, words: str) -> None:
    export = kept.export(riverside)
    export.write_bytes(change(export.read_bytes()))
    said = run(export)
    assert (said.returncode, said.stderr) == (2, "")
    assert words in said.stdout


def test_a_byte_order_mark_before_the_checkpoints_outside_hides_none(kept, riverside) -> None:
    export, outside = kept.export(riverside), kept.outside.path
    outside.write_bytes(b"\xef\xbb\xbf" + outside.read_bytes().lstrip())
    assert kept.verdict(export)["outside_checkpoints"] == 3


def test_a_name_that_the_screen_cannot_show_is_no_reason_to_stop(kept, riverside, tmp_path) -> None:
    elsewhere = tmp_path / "caf\u00e9.txt"
    elsewhere.write_bytes(kept.export(riverside).read_bytes())
    said = run(elsewhere, PYTHONIOENCODING="ascii")
    assert (said.returncode, said.stderr) == (0, "")
    assert "caf\\xe9.txt: GOOD" in said.stdout


@pytest.mark.hazard("HZ-10")
def test_an_export_is_written_over_an_earlier_one_and_over_nothing_else(kept, riverside, tmp_path) -> None:
    """The checkpoints kept outside are a slip of the hand away, and are there once."""
    means = {"actor": Actor.system("console", riverside.id), "address": kept.logins["ledger"], "seed": SEED}
    checkpoints, file = kept.outside.path, tmp_path / "ledger.txt"
    for _ in range(2):
        export_ledger(**means, checkpoints=checkpoints, file=file)
    assert kept.verdict(file)["result"] == "good"

    before = checkpoints.read_bytes()
    with pytest.raises(Refused, match="holds something else"):
        export_ledger(**means, checkpoints=checkpoints, file=checkpoints)
    assert checkpoints.read_bytes() == before
