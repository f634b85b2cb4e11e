"""The tree: whoever holds a root can tell whether the leaves below it are the same."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cochair.journal import merkle, verify_export
from cochair.journal.merkle import Peaks

# The leaves and roots by which implementations of RFC 6962 are compared.
BODIES = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
KNOWN = [merkle.leaf_hash(bytes.fromhex(body)) for body in BODIES]


def tree(size: int) -> list[bytes]:
    return [merkle.leaf_hash(str(number).encode()) for number in range(size)]


sizes = st.integers(min_value=1, max_value=200)


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_that_everybody_else_finds(size: int) -> None:
    assert merkle.root(KNOWN[:size]).hex() == ROOTS[size]
    assert verify_export.roots_at({size}, KNOWN) == {size: ROOTS[size]}


@given(sizes)
def test_a_tree_grown_leaf_by_leaf_has_the_root_of_the_whole(size: int) -> None:
    peaks = Peaks()
    for leaf in tree(size):
        peaks = peaks.append(leaf)
    assert peaks.size == size
    assert peaks.root == merkle.root(tree(size))


@given(st.sets(st.integers(min_value=0, max_value=150), max_size=5))
def test_the_verifier_which_was_written_apart_finds_the_same_roots(wanted: set[int]) -> None:
    leaves = tree(150)
    found = verify_export.roots_at(wanted, leaves)
    assert found == {size: merkle.root(leaves[:size]).hex() for size in wanted}


@given(st.data(), sizes)
def test_every_leaf_is_proved_at_its_own_place_and_at_no_other(
    data: st.DataObject, size: int
) -> None:
    leaves = tree(size)
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(leaves, index)
    told = {"size": size, "proof": proof, "root": merkle.root(leaves)}
    assert merkle.includes(leaf=leaves[index], index=index, **told)
    elsewhere = data.draw(st.integers(0, size))
    assume(elsewhere != index)
    assert not merkle.includes(leaf=leaves[index], index=elsewhere, **told)
    assert not merkle.includes(leaf=merkle.leaf_hash(b"other"), index=index, **told)


@given(st.data(), sizes)
def test_inv9_a_ledger_is_proved_to_continue_every_smaller_one(
    data: st.DataObject, new: int
) -> None:
    old = data.draw(st.integers(1, new))
    leaves = tree(new)
    assert merkle.consistent(
        old=old,
        new=new,
        old_root=merkle.root(leaves[:old]),
        new_root=merkle.root(leaves),
        proof=merkle.consistency_proof(leaves, old),
    )


@given(st.data(), sizes)
def test_inv9_a_rewritten_ledger_is_never_proved_to_continue_the_old_one(
    data: st.DataObject, new: int
) -> None:
    old = data.draw(st.integers(1, new))
    leaves = tree(new)
    rewritten = list(leaves)
    rewritten[data.draw(st.integers(0, old - 1))] = merkle.leaf_hash(b"rewritten")
    assert not merkle.consistent(
        old=old,
        new=new,
        old_root=merkle.root(leaves[:old]),
        new_root=merkle.root(rewritten),
        proof=merkle.consistency_proof(rewritten, old),
    )


@given(st.data(), sizes)
def test_a_mutilated_proof_proves_nothing(data: st.DataObject, new: int) -> None:
    old = data.draw(st.integers(1, new))
    leaves = tree(new)
    proof = list(merkle.consistency_proof(leaves, old))
    kind = data.draw(st.sampled_from(["longer", "shorter", "changed", "turned"]))
    spoilt = list(proof)
    if kind == "longer":
        spoilt.insert(data.draw(st.integers(0, len(proof))), merkle.leaf_hash(b"more"))
    elif kind == "turned":
        spoilt.reverse()
    elif spoilt:
        place = data.draw(st.integers(0, len(proof) - 1))
        spoilt[place : place + 1] = [merkle.leaf_hash(b"more")] if kind == "changed" else []
    assume(spoilt != proof)
    assert not merkle.consistent(
        old=old,
        new=new,
        old_root=merkle.root(leaves[:old]),
        new_root=merkle.root(leaves),
        proof=spoilt,
    )


def test_what_cannot_be_proved_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no leaf 3 among 3"):
        merkle.inclusion_proof(tree(3), 3)
    with pytest.raises(ValueError, match="no tree of 0 leaves"):
        merkle.consistency_proof(tree(3), 0)
    with pytest.raises(ValueError, match="2 peaks cannot stand for 4"):
        Peaks(4, (b"", b""))
    nothing = {"old_root": b"", "new_root": b"", "proof": ()}
    assert not merkle.consistent(old=0, new=3, **nothing)
    assert not merkle.consistent(old=3, new=5, **nothing)


def test_a_node_cannot_pass_for_a_leaf() -> None:
    left, right = tree(2)
    assert merkle.node_hash(left, right) != merkle.leaf_hash(left + right)
