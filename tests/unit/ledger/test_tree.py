"""The tree against another program's (pymerkle), and against the verifier's own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

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


def steps_of(proof) -> set[bytes]:
    return {bytes.fromhex(step) for step in proof.serialize()["path"]}


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
    assert steps_of(theirs) == {leaves[index], *proof}
    verify_inclusion(leaves[index], root_of(leaves), theirs)
    facts = {"index": index, "size": len(leaves), "root": root_of(leaves)}
    assert inclusion_holds(leaf=leaves[index], proof=proof, **facts)
    assert not inclusion_holds(leaf=leaf_hash(b"something that was never there" * 2), proof=proof, **facts)


@FEW
@given(LINES, st.data())
def test_ledger_can_be_shown_to_have_only_grown(lines, data):
    leaves = [leaf_hash(line) for line in lines]
    first = data.draw(st.integers(1, len(leaves)))

    proof = consistency_proof(leaves, first)

    theirs = pymerkle_of(lines).prove_consistency(first, len(lines))
    verify_consistency(root_of(leaves[:first]), root_of(leaves), theirs)
    facts = {"first": first, "second": len(leaves), "second_root": root_of(leaves), "proof": proof}
    assert consistency_holds(first_root=root_of(leaves[:first]), **facts)
    rewritten = [leaf_hash(b"rewritten, and longer than any"), *leaves[1:first]]
    assert not consistency_holds(first_root=root_of(rewritten), **facts)


@settings(deadline=None, max_examples=4)
@given(st.integers(100, 1500), st.randoms(use_true_random=False))
def test_two_programs_agree_on_large_ledgers(size, chance):
    """On roots at every size that is asked for, and on proofs of both kinds, each checked by the other program."""
    from tests.unit.ledger.verifier import Tree

    lines = [chance.randbytes(chance.randint(0, 40)) for _ in range(size)]
    leaves, theirs, verifiers = [leaf_hash(line) for line in lines], pymerkle_of(lines), Tree()
    verifiers.extend(list(leaves))
    assert root_of(leaves) == theirs.get_root() == verifiers.root()
    for _ in range(5):
        first, index = chance.randint(1, size), chance.randrange(size)
        earlier = root_of(leaves[:first])
        assert earlier == theirs.get_root(first)
        verify_consistency(earlier, root_of(leaves), theirs.prove_consistency(first, size))
        verify_inclusion(leaves[index], root_of(leaves), theirs.prove_inclusion(index + 1, size))
        facts = {"size": size, "root": theirs.get_root()}
        assert inclusion_holds(leaf=leaves[index], index=index, proof=inclusion_proof(leaves, index), **facts)
        assert consistency_holds(
            first=first,
            first_root=theirs.get_root(first),
            second=size,
            second_root=theirs.get_root(),
            proof=consistency_proof(leaves, first),
        )


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
@given(LINES, st.lists(st.integers(1, 20), min_size=1))
def test_verifier_grows_the_same_tree_in_pieces_of_any_size(lines, pieces):
    from tests.unit.ledger.verifier import Tree

    tree, leaves, start = Tree(), [leaf_hash(line) for line in lines], 0
    for piece in pieces:
        tree.extend(leaves[start : start + piece])
        start = min(start + piece, len(leaves))
        assert (tree.size, tree.root()) == (start, root_of(leaves[:start]))


def test_frontier_of_the_wrong_shape_is_refused():
    with pytest.raises(ValueError, match="one node for each bit"):
        Frontier.from_bytes(3, bytes(32))
    with pytest.raises(ValueError, match="whole number"):
        Frontier.from_bytes(1, bytes(31))
