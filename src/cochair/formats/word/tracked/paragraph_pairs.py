"""Which paragraph became which, where somebody changed the marks at their ends.

Words that stay tell: a paragraph goes on in the one that shares most of them.  The two that end
at the same mark are one paragraph also when every word was replaced.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cochair.formats.word.tracked.groups import Move, Token, changes
from cochair.formats.word.tracked.revision_metadata import Stamp
from cochair.formats.word.tracked.run_spans import Leaf, Piece
from cochair.formats.word.tracked.shape import Act, Change, Comment, Passage, Place

NOBODY = Stamp("", "")


@dataclass(frozen=True, slots=True)
class Step:
    """A piece, with the numbers of the paragraphs that it stands in before and afterwards."""

    piece: Piece
    before: int
    after: int
    leaf: int


@dataclass(frozen=True, slots=True)
class Row:
    """A passage, with what is known of it until moves are found.

    `told` are the comments that hang on it, `moved` the name of the move that it is of, and
    `moved_words` what it was before others changed it at its new place, with those changes.
    """

    passage: Passage
    told: frozenset[str] = frozenset()
    moved: str = ""
    moved_words: str = ""
    moved_changes: tuple[Change, ...] = ()

    def as_moved(self, act: Act, move: int) -> Passage:
        """The passage as one end of a move."""
        if act is Act.MOVED_AWAY:
            return replace(self.passage, act=act, move=move, changes=())
        return replace(
            self.passage,
            act=act,
            move=move,
            original=self.moved_words,
            changes=self.moved_changes,
        )


@dataclass(slots=True)
class Block:
    """Some paragraphs on end, as steps, and how many they were and would be."""

    leaves: Sequence[Leaf]
    steps: list[Step]
    befores: int
    afters: int
    by: Stamp


def rows_of(leaves: Sequence[Leaf], comments: Mapping[str, Comment]) -> list[Row]:
    """The passages of some paragraphs on end, in the order in which they stand."""
    block = _block(leaves)
    pairs = _pairs(block)
    paired = set(pairs.values())
    by_before: dict[int, list[Step]] = {}
    by_after: dict[int, list[Step]] = {}
    for one in block.steps:
        by_before.setdefault(one.before, []).append(one)
        by_after.setdefault(one.after, []).append(one)
    order = {id(one): at for at, one in enumerate(block.steps)}
    found: list[tuple[int, Row]] = []
    for before in range(block.befores):
        own = by_before.get(before, [])
        steps = own
        if before in pairs:
            # What is of either, in the order of the file.
            seen = {id(one): one for one in (*own, *by_after.get(pairs[before], []))}
            steps = sorted(seen.values(), key=lambda one: order[id(one)])
        row = _row(block, steps, before, pairs.get(before), comments)
        if row is not None:
            place = by_after.get(pairs[before], own) if before in pairs else own
            found.append((order[id(place[0])] if place else 0, row))
    for after in range(block.afters):
        steps = by_after.get(after, [])
        if after not in paired and steps:
            row = _row(block, steps, None, after, comments)
            if row is not None:
                found.append((order[id(steps[0])], row))
    return [row for _at, row in sorted(found, key=lambda each: each[0])]


def _block(leaves: Sequence[Leaf]) -> Block:
    steps: list[Step] = []
    before = after = 0
    by = NOBODY
    for number, leaf in enumerate(leaves):
        steps += [Step(piece, before, after, number) for piece in leaf.pieces]
        if number == len(leaves) - 1:
            break
        before += not leaf.ins
        after += not leaf.out
        by = leaf.ins or leaf.out or by
    return Block(leaves, steps, before + 1, after + 1, by)


def _pairs(block: Block) -> dict[int, int]:
    """Which paragraph goes on in which; those that share most words first."""
    shared: Counter[tuple[int, int]] = Counter()
    before_words: Counter[int] = Counter()
    after_words: Counter[int] = Counter()
    moved = False
    for one in block.steps:
        size = len(one.piece.words.strip())
        if not one.piece.ins and not one.piece.out:
            shared[one.before, one.after] += size
        before_words[one.before] += 0 if one.piece.ins else size
        after_words[one.after] += 0 if one.piece.out else size
        moved = moved or any(by and by.moved for by in (one.piece.ins, one.piece.out))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for (before, after), size in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        if size and before not in found and after not in taken:
            found[before] = after
            taken.add(after)
    last = (block.befores - 1, block.afters - 1)
    replaced = before_words[last[0]] and after_words[last[1]] and not moved
    if replaced and last[0] not in found and last[1] not in taken:
        found[last[0]] = last[1]
    return found


def _row(
    block: Block,
    steps: Sequence[Step],
    before: int | None,
    after: int | None,
    comments: Mapping[str, Comment],
) -> Row | None:
    """The passage of a paragraph before, afterwards, or both; None where there is no word."""
    was = [before is not None and one.before == before and not one.piece.ins for one in steps]
    is_ = [after is not None and one.after == after and not one.piece.out for one in steps]
    original, revised = (
        "".join(one.piece.words for one, fits in zip(steps, mask, strict=True) if fits)
        for mask in (was, is_)
    )
    if not original.strip() and not revised.strip():
        return None
    found = _changes(steps, was, is_, block.by)
    stays = bool(original.strip()) and bool(revised.strip())
    act = Act.STAYS if stays else Act.DELETED if original.strip() else Act.INSERTED
    by = NOBODY if stays else _hand(steps, was, is_, block.by)
    lead = len(original) - len(original.lstrip())
    own = was if act is not Act.INSERTED else is_
    leaves = sorted({one.leaf for one, fits in zip(steps, own, strict=True) if fits})
    told = _told(block, steps, own, comments)
    names = tuple(name for at in leaves for name in block.leaves[at].names)
    passage = Passage(
        block.leaves[leaves[-1]].kind,
        original.strip() if original.strip() else None,
        revised.strip() if revised.strip() else None,
        act,
        names,
        by.author,
        by.at,
        changes=_trimmed(found, original) if stays else (),
        comments=tuple(
            replace(one, start=max(0, one.start - lead), end=max(0, one.end - lead))
            for _id, one in told
        ),
    )
    row = Row(passage, frozenset(id for id, _one in told), by.moved)
    if act is not Act.INSERTED:
        return row
    words, changed = _before_others(steps, by)
    written = replace(passage, written=words, changes=changed)
    return replace(row, passage=written, moved_words=words, moved_changes=changed)


def _before_others(steps: Sequence[Step], by: Stamp) -> tuple[str, tuple[Change, ...]]:
    """What was inserted by one, and what others would change in it."""
    was = [_is_of(one.piece, by) for one in steps]
    is_ = [not one.piece.out for one in steps]
    words = "".join(one.piece.words for one, fits in zip(steps, was, strict=True) if fits)
    found = _changes(steps, was, is_, by)
    return words.strip(), _trimmed(found, words)


def _is_of(piece: Piece, by: Stamp) -> bool:
    """Whether words came by this hand; those that only stand elsewhere now came by it as well."""
    if piece.ins is None:
        return piece.out is None
    return piece.ins.author == by.author and bool(piece.ins.moved) == bool(by.moved)


def _hand(
    steps: Sequence[Step], was: Sequence[bool], is_: Sequence[bool], otherwise: Stamp
) -> Stamp:
    """Who inserted or deleted a whole paragraph: whoever did most of it."""
    found: Counter[Stamp] = Counter()
    for one, there, here in zip(steps, was, is_, strict=True):
        by = one.piece.out if there and not here else one.piece.ins if here and not there else None
        if by is not None:
            found[by] += len(one.piece.words)
    return max(found, key=lambda by: (found[by], by.at)) if found else otherwise


def _changes(
    steps: Sequence[Step], was: Sequence[bool], is_: Sequence[bool], otherwise: Stamp
) -> list[Change]:
    """The changes from what was to what is, each with its place in what was."""
    found: list[Change] = []
    group: list[Token] = []
    at = 0
    for one, there, here in zip(steps, was, is_, strict=True):
        piece = one.piece
        if (
            group
            and piece.place is Place.CELL
            and (piece.words.startswith("\n") or group[-1].words.endswith("\n"))
        ):
            found += changes(group)
            group = []
        if there and here:
            found += changes(group)
            group = []
        elif there:
            group.append(Token(Move.OUT, piece.words, at, piece.out or otherwise, piece.place))
        elif here:
            group.append(Token(Move.IN, piece.words, at, piece.ins or otherwise, piece.place))
        elif piece.ins and piece.out:
            group.append(Token(Move.STRUCK, piece.words, at, piece.ins, piece.place, piece.out))
        at += len(piece.words) if there else 0
    return found + changes(group)


def _trimmed(found: Sequence[Change], original: str) -> tuple[Change, ...]:
    """The changes with their places in the original without the blanks at its ends."""
    lead = len(original) - len(original.lstrip())
    length = len(original.strip())
    kept = []
    for one in found:
        start = min(max(one.start - lead, 0), length)
        end = min(max(one.end - lead, start), length)
        words = one.words
        if start == 0 and not one.within:
            words = words.lstrip()
        if end == length and not one.within:
            words = words.rstrip()
        if end > start or words:
            kept.append(replace(one, start=start, end=end, words=words))
    return tuple(kept)


def _told(
    block: Block,
    steps: Sequence[Step],
    counted: Sequence[bool],
    comments: Mapping[str, Comment],
) -> list[tuple[str, Comment]]:
    """The comments that begin in these steps, with their places."""
    anchored = {at for at in {one.leaf for one in steps} if block.leaves[at].anchors}
    if not anchored:
        return []
    places: dict[tuple[int, int], int] = {}
    ends: dict[int, int] = {}
    numbers: Counter[int] = Counter()
    at = 0
    for one, fits in zip(steps, counted, strict=True):
        places[one.leaf, numbers[one.leaf]] = at
        numbers[one.leaf] += 1
        at += len(one.piece.words) if fits else 0
        ends[one.leaf] = at
    found: dict[str, tuple[int, int]] = {}
    for leaf in sorted(anchored):
        for id, piece, begins in block.leaves[leaf].anchors:
            place = places.get((leaf, piece), ends[leaf])
            if begins:
                found[id] = (place, at)
            elif id in found:
                found[id] = (found[id][0], place)
    return [
        (id, replace(comments[id], start=start, end=max(start, end)))
        for id, (start, end) in found.items()
        if id in comments
    ]
