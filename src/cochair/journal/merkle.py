"""The Merkle tree of RFC 6962: what makes a ledger hold still.

Whoever keeps one root of the first `n` leaves can tell later whether these leaves are still the
same ones in the same order.  Pure: SHA-256 and nothing else; hashes are 32 bytes.

Source: RFC 6962 section 2.1 (hashes and proofs), RFC 9162 sections 2.1.3.2 and 2.1.4.2 (how
proofs are verified); security.md section 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(body: bytes) -> bytes:
    """The hash of one leaf."""
    return sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the node above two others; the prefix keeps it from passing for a leaf."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Peaks:
    """The whole subtrees of a growing tree, largest first: enough to go on appending.

    A tree of `size` leaves has one peak for each bit set in `size`, so that appending costs
    at most as many hashes as the tree is high.  Raises ValueError when the two disagree.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError(f"{len(self.hashes)} peaks cannot stand for {self.size} leaves.")

    def append(self, leaf: bytes) -> "Peaks":
        """The peaks after one leaf more; `leaf` is its hash."""
        hashes, rest = [*self.hashes, leaf], self.size
        while rest & 1:
            right = hashes.pop()
            hashes.append(node_hash(hashes.pop(), right))
            rest >>= 1
        return Peaks(self.size + 1, tuple(hashes))

    @property
    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.hashes:
            return EMPTY_ROOT
        *others, found = self.hashes
        for left in reversed(others):
            found = node_hash(left, found)
        return found


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, in their order."""
    if not leaves:
        return EMPTY_ROOT
    level = list(leaves)
    while len(level) > 1:
        above = [node_hash(*pair) for pair in zip(level[::2], level[1::2], strict=False)]
        # The leaf without a neighbour goes up as it is.
        level = above + level[len(above) * 2 :]
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """The hashes that lead from one leaf (`index` from 0) to the root, lowest first.

    Raises ValueError when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise ValueError(f"There is no leaf {index} among {len(leaves)}.")
    if len(leaves) == 1:
        return ()
    cut = _cut(len(leaves))
    if index < cut:
        return (*inclusion_proof(leaves[:cut], index), root(leaves[cut:]))
    return (*inclusion_proof(leaves[cut:], index - cut), root(leaves[:cut]))


def consistency_proof(leaves: Sequence[bytes], old: int) -> tuple[bytes, ...]:
    """The hashes that show that the first `old` leaves lie unchanged in the whole tree.

    Raises ValueError when `old` is not between 1 and the number of leaves.
    """
    if not 1 <= old <= len(leaves):
        raise ValueError(f"There is no tree of {old} leaves within {len(leaves)}.")
    return _subproof(leaves, old, whole=True)


def _subproof(leaves: Sequence[bytes], old: int, *, whole: bool) -> tuple[bytes, ...]:
    if old == len(leaves):
        return () if whole else (root(leaves),)
    cut = _cut(len(leaves))
    if old <= cut:
        return (*_subproof(leaves[:cut], old, whole=whole), root(leaves[cut:]))
    return (*_subproof(leaves[cut:], old - cut, whole=False), root(leaves[:cut]))


def _cut(size: int) -> int:
    """The largest power of two below `size`: where RFC 6962 divides a tree."""
    return 1 << (size - 1).bit_length() - 1


def includes(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof shows that `leaf` stands at `index` (from 0) under the root of `size`."""
    if not 0 <= index < size:
        return False
    first, last, found = index, size - 1, leaf
    for hash_ in proof:
        if last == 0:
            return False
        if first & 1 or first == last:
            found = node_hash(hash_, found)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            found = node_hash(found, hash_)
        first, last = first >> 1, last >> 1
    return last == 0 and found == root


def consistent(
    *, old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether a proof shows that the tree of `old` leaves is the beginning of that of `new`."""
    if not 1 <= old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    # A whole subtree needs no hash of its own in the proof: the reader holds its root.
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    if not path:
        return False
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    before = after = path[0]
    for hash_ in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            before, after = node_hash(hash_, before), node_hash(hash_, after)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            after = node_hash(after, hash_)
        first, last = first >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
