"""Proofs over the tree: this entry is in it (inclusion), this tree only grew from that one (consistency)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carepost.domain.ledger.tree import node_hash, root_of


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from one leaf to the root (RFC 6962, 2.1.1)."""
    if not 0 <= index < len(leaves):
        raise ValueError("the tree has no such leaf")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root_of(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root_of(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """The hashes that show this tree to begin with that of the `first` so many leaves (RFC 6962, 2.1.2)."""
    if not 0 < first <= len(leaves):
        raise ValueError("the earlier tree has at least one leaf and at most as many as this one")
    return _subproof(leaves, first, whole=True)


def inclusion_holds(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof leads from the leaf at this index to this root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, reached = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            reached = node_hash(step, reached)
            here, last = _up_while_even(here, last)
        else:
            reached = node_hash(reached, step)
        here, last = here >> 1, last >> 1
    return last == 0 and reached == root


def consistency_holds(
    *, first: int, first_root: bytes, second: int, second_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the proof shows the second tree to have grown from the first (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    power_of_two = first & (first - 1) == 0
    steps = iter([first_root, *proof] if power_of_two else proof)
    seed = next(steps, None)
    return seed is not None and _grows(first, first_root, second, second_root, seed, steps)


def _grows(
    first: int, first_root: bytes, second: int, second_root: bytes, seed: bytes, steps: Iterator[bytes]
) -> bool:
    here, last = _down(first - 1, second - 1)
    old = new = seed
    for step in steps:
        if last == 0:
            return False
        if here & 1 or here == last:
            old, new = node_hash(step, old), node_hash(step, new)
            here, last = _up_while_even(here, last)
        else:
            new = node_hash(new, step)
        here, last = here >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _down(here: int, last: int) -> tuple[int, int]:
    while here & 1:
        here, last = here >> 1, last >> 1
    return here, last


def _up_while_even(here: int, last: int) -> tuple[int, int]:
    while here and not here & 1:
        here, last = here >> 1, last >> 1
    return here, last


def _subproof(leaves: Sequence[bytes], first: int, *, whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = _split(len(leaves))
    if first <= split:
        return [*_subproof(leaves[:split], first, whole=whole), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], first - split, whole=False), root_of(leaves[:split])]


def _split(size: int) -> int:
    """The largest power of two below the size: where RFC 6962 divides a tree."""
    return 1 << ((size - 1).bit_length() - 1)
