"""What stands beside a line in the database - columns, hash, practice, head - is held against the line."""

from __future__ import annotations

import pytest

from carepost.actions.record.look import read_record
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Unavailable
from tests.integration.ledger.test_tampering import ALL, AT_5, finds


def test_column_beside_the_line_is_named_and_would_be_missed_by_the_line_alone(kept, riverside):
    kept.as_superuser(f"update ledger_entry set actor_id = 'somebody-else' where id = {AT_5}")
    export = kept.export(riverside)

    says = kept.verdict(export)["says"]
    assert says[0] == "What the database has beside line 6 is not what the line says: actor_id."
    export.write_text(export.read_text().replace("\tactor_id\t", "\t"))
    assert kept.verdict(export)["result"] == "good"


def test_page_with_a_changed_column_or_detail_is_not_shown(kept, riverside):
    actor = Actor.system("console", riverside.id)
    kept.as_superuser(f"update ledger_entry set event = 'conversation.noted' where id = {AT_5}")

    with pytest.raises(Unavailable, match="not as it was recorded"), acting_for(riverside.id):
        read_record(actor=actor)


def test_hash_changed_beside_a_true_line_is_named(kept, riverside):
    kept.as_superuser("update ledger_place set leaf = '\\x00' where idx = 5")

    assert finds(kept.verdict(kept.export(riverside)), "changed", line=6)


def test_entry_of_another_practice_signed_in_good_faith_is_named(kept, riverside, millbrook):
    """The quick look sees it, too: whose line it is stands at its end."""
    kept.as_superuser(
        f"insert into ledger_entry ({ALL}) select practice_id, '019aa000-0000-7000-8000-000000000000', at, event,"
        f" replace(line, '{riverside.id}', '{millbrook.id}'), actor_kind, actor_id, '', '', ''"
        " from ledger_entry limit 1",
        f"insert into ledger_unplaced values ('{riverside.id}', '019aa000-0000-7000-8000-000000000000')",
    )

    says = kept.verdict(kept.export(riverside))["says"]
    assert any("Line 13 belongs to another practice" in one for one in says)


def test_head_that_does_not_fit_stops_its_own_ledger_only(kept, riverside, millbrook):
    for spoilt in ("size = 3, frontier = decode(repeat('00', 64), 'hex')", "frontier = '\\x00'"):
        kept.as_superuser(f"update ledger_head set {spoilt} where practice_id = '{riverside.id}'")
        kept.write(riverside, 2)
        kept.write(millbrook, 2)

        assert kept.place() == 2
