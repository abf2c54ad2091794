"""The tree against another program's (pymerkle), and against the verifier's own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from carepost.domain.ledger.proofs import (
    consistency_holds,
    consistency_proof,
    inclusion_holds,
    inclusion_proof,
)
from carepost.domain.ledger.tree import EMPTY_ROOT, Frontier, leaf_hash, root_of

FEW = settings(deadline=None, max_examples=30)
LINES = st.lists(st.binary(max_size=20), min_size=1, max_size=70)


def pymerkle_of(lines: list[bytes]) -> InmemoryTree:
    return InmemoryTree.init_from_entries(lines, algorithm="sha256")


@FEW
@given(LINES)
def test_root_is_the_one_another_program_computes(lines):
    assert root_of([leaf_hash(line) for line in lines]) == pymerkle_of(lines).get_root()


def test_empty_ledger_has_the_root_rfc_6962_gives_it():
    assert Frontier().root() == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@FEW
@given(LINES, st.lists(st.integers(min_value=0, max_value=70), max_size=6))
def test_ledger_grown_in_batches_is_the_ledger_grown_at_once(lines, cuts):
    leaves = [leaf_hash(line) for line in lines]
    frontier, start = Frontier(), 0
    for cut in [*sorted(min(cut, len(leaves)) for cut in cuts), len(leaves)]:
        frontier = Frontier.from_bytes(frontier.size, frontier.to_bytes()).extend(leaves[start:cut])
        start = cut

    assert frontier.size == len(leaves)
    assert frontier.root() == root_of(leaves)


@FEW
@given(LINES, st.data())
def test_entry_can_be_shown_to_be_in_the_ledger(lines, data):
    leaves = [leaf_hash(line) for line in lines]
    index = data.draw(st.integers(0, len(leaves) - 1))

    proof = inclusion_proof(leaves, index)

    theirs = pymerkle_of(lines).prove_inclusion(index + 1, len(lines))
    assert {bytes.fromhex(step) for step in theirs.serialize()["path"]} == {leaves[index], *proof}
    facts = {"index": index, "size": len(leaves), "root": root_of(leaves)}
    assert inclusion_holds(leaf=leaves[index], proof=proof, **facts)
    assert not inclusion_holds(leaf=leaf_hash(b"something that was never there" * 2), proof=proof, **facts)


@FEW
@given(LINES, st.data())
def test_ledger_can_be_shown_to_have_only_grown(lines, data):
    leaves = [leaf_hash(line) for line in lines]
    first = data.draw(st.integers(1, len(leaves)))

    proof = consistency_proof(leaves, first)

    facts = {"first": first, "second": len(leaves), "second_root": root_of(leaves), "proof": proof}
    assert consistency_holds(first_root=root_of(leaves[:first]), **facts)
    rewritten = [leaf_hash(b"rewritten, and longer than any"), *leaves[1:first]]
    assert not consistency_holds(first_root=root_of(rewritten), **facts)


@FEW
@given(LINES, st.data())
def test_proof_with_a_step_more_or_less_shows_nothing(lines, data):
    leaves = [leaf_hash(line) for line in lines]
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = inclusion_proof(leaves, index)
    facts = {"leaf": leaves[index], "index": index, "size": len(leaves), "root": root_of(leaves)}

    assert not inclusion_holds(proof=[*proof, leaves[0]], **facts)
    assert not (proof and inclusion_holds(proof=proof[:-1], **facts))


@FEW
@given(LINES)
def test_verifier_grows_the_same_tree(lines):
    from tests.unit.ledger.verifier import Tree

    tree, leaves = Tree(), [leaf_hash(line) for line in lines]
    for start in range(0, len(leaves), 7):
        tree.extend(leaves[start : start + 7])

    assert tree.root() == root_of(leaves)


def test_frontier_of_the_wrong_shape_is_refused():
    with pytest.raises(ValueError, match="one node for each bit"):
        Frontier.from_bytes(3, bytes(32))
    with pytest.raises(ValueError, match="whole number"):
        Frontier.from_bytes(1, bytes(31))
