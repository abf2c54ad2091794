"""A ledger restored from an older copy: nothing is signed until it is explained, and then openly."""

from __future__ import annotations

import pytest

from carepost.actions.ledger.restored import declare_restored
from carepost.domain.ledger.models import Entry
from carepost.domain.ledger.sequencer import Sequencer
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Conflict, Refused
from tests.integration.ledger.scene import SEED
from tests.unit.ledger.verifier import carepost_verify

TABLES = ("entry", "unplaced", "place", "head", "checkpoint")


@pytest.fixture
def restored(ledger, riverside):
    """Four entries, a backup, eight more; then the backup is put back."""
    ledger.write(riverside, 4)
    ledger.place()
    ledger.as_superuser(*(f"create table backup_{name} as select * from ledger_{name}" for name in TABLES))
    ledger.write(riverside, 8)
    ledger.place()
    ledger.as_superuser(
        *(f"delete from ledger_{name}" for name in TABLES),
        *(f"insert into ledger_{name} select * from backup_{name}" for name in TABLES),
        *(f"drop table backup_{name}" for name in TABLES),
    )
    return ledger


def declare(ledger, practice):
    return declare_restored(
        actor=Actor.system("console", practice.id),
        reason="Disk lost on 22 November; the practice manager decided.",
        address=ledger.logins["ledger"],
        seed=SEED,
        checkpoints=ledger.outside.path,
    )


def verdict(ledger, practice, *restored_at):
    options = carepost_verify.Options(restored_at=[at for at in restored_at if at])
    return carepost_verify.verify(str(ledger.export(practice)), str(ledger.outside.path), None, options)


@pytest.mark.hazard("HZ-10")
@pytest.mark.parametrize("written_since", [0, 3, 8, 40])
def test_restored_ledger_is_not_signed_however_much_it_has_grown_since(restored, riverside, written_since):
    """It must not be signed just because it is longer again than what was lost."""
    restored.write(riverside, written_since)
    before = restored.outside.path.read_text()

    restored.place()

    assert restored.outside.path.read_text() == before
    with restored.connect("ledger") as conn, pytest.raises(Conflict, match="restored from a copy"):
        Sequencer(conn, restored.key, restored.outside).serve(riverside.id, force=True)


@pytest.mark.hazard("HZ-10")
@pytest.mark.parametrize("written_since", [0, 3, 40])
def test_declared_restore_is_on_the_ledger_which_is_signed_on(restored, riverside, written_since):
    restored.write(riverside, written_since)

    gap = declare(restored, riverside)
    restored.write(riverside, 5)
    restored.place()

    assert (gap.epoch, gap.kept, gap.vouched) == (2, 4, 12)
    with acting_for(riverside.id):
        assert Entry.objects.of(riverside.id).filter(event="ledger.restored").count() == 1
    told = verdict(restored, riverside, 4)
    assert (told["result"], told["ledger"]) == ("good", "carepost.example/ledger/Y90001/restored-2")
    assert any("1 checkpoints of before, up to 12 entries" in says for says in told["says"])


@pytest.mark.parametrize("told", [None, 5, 400])
def test_verifier_that_was_not_told_of_the_restore_finds_the_gap(restored, riverside, told):
    declare(restored, riverside)

    result = verdict(restored, riverside, told and 11 + told)

    assert result["result"] == "tampered"


def test_what_was_kept_still_has_to_fit_its_old_checkpoints(restored, riverside):
    declare(restored, riverside)
    assert verdict(restored, riverside, 4)["result"] == "good"

    restored.as_superuser(
        "update ledger_entry set line = replace(line, '.opened', '.noted'), event = 'conversation.noted'"
        " where id = (select entry_id from ledger_place where idx = 2)"
    )

    assert verdict(restored, riverside, 4)["result"] == "tampered"


def test_ledger_restored_twice_has_a_third_name(restored, riverside):
    declare(restored, riverside)
    restored.as_superuser(
        "delete from ledger_place where idx >= 4",
        "delete from ledger_checkpoint where size > 4",
        "delete from ledger_entry where id not in (select entry_id from ledger_place)",
        "update ledger_head set signed_size = 4, size = 4, frontier = (select root from ledger_checkpoint)",
    )

    assert declare(restored, riverside).epoch == 3
    assert verdict(restored, riverside, 4, 4)["result"] == "good"
    # Whoever knows of one restore only must not take the second for it: it may have been a cut.
    unexplained = verdict(restored, riverside, 4)
    assert unexplained["result"] == "tampered"
    assert any("begun anew 2 times" in says for says in unexplained["says"])


def test_ledger_that_agrees_has_nothing_to_declare(ledger, riverside):
    ledger.write(riverside, 3)
    ledger.place()

    with pytest.raises(Refused, match="nothing to explain"):
        declare(ledger, riverside)


def test_crash_between_file_and_table_is_no_gap_even_after_more_was_placed(ledger, riverside):
    ledger.write(riverside, 3)
    ledger.place()
    ledger.as_superuser("delete from ledger_checkpoint", "update ledger_head set signed_size = 0")
    ledger.write(riverside, 4)

    ledger.place()

    assert ledger.rows("select size from ledger_checkpoint") == [(7,)]
    assert ledger.verdict(ledger.export(riverside))["result"] == "good"
