"""Changes at one place, told apart by author: what each would take out and put in.

Between two words that stay there may be what several people inserted and deleted.  What one of
them did is one change, also where another wrote in its middle; what another did to its new words
is a change within it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from cochair.formats.word.tracked.revision_metadata import Stamp
from cochair.formats.word.tracked.shape import Change, Place

NOBODY = Stamp("", "")
# With so many hands at one place, nobody is asked whose words lie in whose.
MOST_HANDS = 50


class Move(Enum):
    """What happens to a token."""

    OUT = "out"
    IN = "in"
    # Inserted by one author and struck out by another.
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Token:
    """Some words of one history, and how many signs of the original stand before them."""

    move: Move
    words: str
    at: int
    by: Stamp
    place: Place
    struck_by: Stamp = NOBODY


@dataclass(slots=True)
class Hand:
    """What one author did at one place, in order, with the numbers of the tokens."""

    by: Stamp
    start: int
    end: int
    tokens: list[tuple[int, Token]] = field(default_factory=list)

    @property
    def written(self) -> list[tuple[int, Token]]:
        """What it inserted."""
        return [one for one in self.tokens if one[1].move is not Move.OUT]

    @property
    def struck(self) -> bool:
        """Whether it took anything of the original out."""
        return self.end > self.start


def changes(tokens: Sequence[Token]) -> list[Change]:
    """The changes that these tokens make up, in the order of their places."""
    hands = _hands(tokens)
    inner = _inside(hands) if len(hands) <= MOST_HANDS else {}
    within: dict[int, list[Hand]] = {}
    for at, outer in inner.items():
        within.setdefault(outer, []).append(hands[at])
    found = [
        _change(hand, within.get(number, ()))
        for number, hand in enumerate(hands)
        if number not in inner
    ]
    return sorted((one for one in found if one is not None), key=lambda one: (one.start, one.end))


def _hands(tokens: Sequence[Token]) -> list[Hand]:
    """What each author did on end: whoever else takes original words out ends it."""
    hands: list[Hand] = []
    open_: dict[tuple[str, str], Hand] = {}
    for number, one in enumerate(tokens):
        who = (one.by.author, one.by.moved)
        if one.move is Move.OUT and set(open_) - {who}:
            open_ = {who: open_[who]} if who in open_ else {}
        hand = open_.get(who)
        if hand is None:
            hand = open_[who] = Hand(one.by, one.at, one.at)
            hands.append(hand)
        if one.move is Move.OUT:
            if not hand.struck:
                hand.start = one.at
            hand.end = one.at + len(one.words)
        hand.by = replace(hand.by, at=max(hand.by.at, one.by.at))
        hand.tokens.append((number, one))
    return hands


def _inside(hands: Sequence[Hand]) -> dict[int, int]:
    """Which hands only wrote within what another one had written."""
    found: dict[int, int] = {}
    for number, one in enumerate(hands):
        if one.struck:
            continue
        first, last = one.tokens[0][0], one.tokens[-1][0]
        for other, outer in enumerate(hands):
            written = outer.written
            if other == number or other in found or not written or outer.by.author == one.by.author:
                continue
            # Right behind words that it struck out itself is within, too.
            begin, end = written[0][0], written[-1][0]
            ends_struck = written[-1][1].move is Move.STRUCK
            behind = ends_struck and written[-1][1].struck_by.author == one.by.author
            if begin < first and (last < end or (behind and first == end + 1)):
                found[number] = other
                break
    return found


def _change(hand: Hand, inside: Iterable[Hand]) -> Change | None:
    written = hand.written
    words = "".join(one.words for _number, one in written if not _own(one))
    within = _within(hand, inside) if written else ()
    if not hand.struck and not words:
        return None
    places = [one.place for _number, one in hand.tokens]
    return Change(
        hand.start,
        hand.end,
        words,
        hand.by.author,
        hand.by.at,
        # What lies within a footnote alone is of the footnote.
        max(places, key=[Place.NOTE, Place.CELL, Place.BODY].index)
        if Place.BODY in places
        else places[0],
        bool(hand.by.moved),
        within,
    )


def _own(token: Token) -> bool:
    """Whether somebody struck out what it had inserted itself: it never was proposed."""
    return token.move is Move.STRUCK and token.by.author == token.struck_by.author


def _within(hand: Hand, inside: Iterable[Hand]) -> tuple[Change, ...]:
    """The changes that others made to the words that a hand wrote."""
    events = [(number, one, True) for number, one in hand.written if not _own(one)]
    events += [(number, one, False) for other in inside for number, one in other.tokens]
    events.sort(key=lambda each: each[0])
    at, tokens = 0, []
    for _number, one, is_own in events:
        if not is_own:
            tokens.append(replace(one, at=at))
        elif one.move is Move.STRUCK:
            tokens.append(Token(Move.OUT, one.words, at, one.struck_by, one.place))
        if is_own:
            at += len(one.words)
            if one.move is Move.IN:
                tokens.append(Token(Move.IN, "", at, NOBODY, one.place))
    found: list[Change] = []
    run: list[Token] = []
    for one in tokens:
        if one.by is NOBODY:
            found += changes(run)
            run = []
        else:
            run.append(one)
    return (*found, *changes(run))
