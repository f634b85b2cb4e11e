"""What the changes of a Word file would be as proposals on the text as it stands today.

Nothing of the file is left out: what is on the table already, what meets words that have become
others, what was changed without being tracked and what has no place in the text are all listed.
Pure; nothing is proposed here.  Source: domain.md B.6.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from cochair.features.register import refusals
from cochair.features.texts.actions import Draft
from cochair.features.texts.word.offers import Entry, Fate, Offer, Preview
from cochair.formats.amendments.alignment import Wordings, matched
from cochair.formats.amendments.bookmarks import paragraph_of
from cochair.formats.amendments.writer import INITIALS
from cochair.formats.paragraphs import HEADING, TITLE
from cochair.formats.word.tracked import Act, Change, Passage, Place, Tracked
from cochair.procedure.refusal import Refusal, Refused
from cochair.procedure.text import (
    CHAIRS,
    NegotiatedText,
    Operation,
    Paragraph,
    Proposal,
    Span,
    history,
    propose,
)


def preview(text: NegotiatedText, tracked: Tracked) -> Preview:
    """What the file would do; the same text and file give the same offers under the same numbers."""
    entries = tuple(_Drafting(text, tracked.passages).entries())
    checked = numbered(text, [one for one in entries if one.offers or one.comments])
    loose = tuple(one for one in tracked.loose if one.initials != INITIALS)
    return Preview(checked, loose, tracked.looks, tracked.hidden, tracked.more)


@dataclass(slots=True)
class _Drafting:
    text: NegotiatedText
    passages: Sequence[Passage]
    found: dict[int, str] = field(default_factory=dict)
    current: dict[str, Paragraph] = field(default_factory=dict)
    open: dict[str, list[Proposal]] = field(default_factory=dict)
    new: dict[str, list[Proposal]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        """The passages in order, then the paragraphs that are not in the file."""
        self.found = dict(matched(self.text, self.passages))
        self.current = {one.id: one for one in self.text.current}
        for each in self.text.open_proposals:
            self.open.setdefault(each.paragraph, []).append(each)
            if each.operation is Operation.INSERT and not each.on:
                words = each.words.get(self.text.negotiation, "")
                self.new.setdefault(words, []).append(each)
        self.kinds = {one.id: one.kind for one in self.text.paragraphs}
        sources = {
            one.move: at for at, one in enumerate(self.passages) if one.act is Act.MOVED_AWAY
        }
        after = ""
        for at, one in enumerate(self.passages):
            comments = tuple(each for each in one.comments if each.initials != INITIALS)
            id = self.found.get(at, "")
            if one.act is Act.INSERTED:
                entry = self.inserted(one, after)
            elif one.act is Act.MOVED_HERE:
                entry = self.moved(one, self.found.get(sources.get(one.move, -1), ""), after)
            elif not id:
                entry = self.unknown(one, after)
            else:
                entry = self.known(one, id)
                after = id
            yield replace(entry, comments=comments)
        yield from self.missing()

    def known(self, one: Passage, id: str) -> Entry:
        """A paragraph of the text."""
        now, was = self.words(id), one.original or ""
        entry = Entry(id, now, was, one.revised if one.revised is not None else "")
        if one.act is Act.MOVED_AWAY:
            return entry
        if one.act is Act.DELETED:
            draft = Draft(Operation.DELETE, id)
            same = any(each.operation is Operation.DELETE for each in self.open.get(id, ()))
            fate = (
                Fate.TABLED
                if same
                else Fate.MOVED_ON
                if was != now and self.was_so(id, was)
                else Fate.NEW
            )
            offer = Offer(0, fate, now, "", draft, one.author, one.at)
            return replace(entry, offers=(offer,))
        return replace(entry, offers=tuple(self.changed(id, now, was, one.changes)))

    def changed(self, id: str, now: str, was: str, changes: Sequence[Change]) -> Iterator[Offer]:
        """The changes within a paragraph, each at the place where its words stand today."""
        wordings = Wordings(was, now)
        lost: list[Change] = []
        for one in changes:
            place = wordings.place(Span(one.start, one.end))
            if place is None:
                lost.append(one)
            else:
                yield from self.at_place(id, now, place, one)
        if lost:
            # Their own words alone on what the file began with: nothing else is carried along.
            whole = applied(was, lost)
            draft = Draft(Operation.REPLACE, id, {self.text.negotiation: whole})
            author = ", ".join(sorted({one.author for one in lost if one.author}))
            at = max(one.at for one in lost)
            yield Offer(0, Fate.MOVED_ON, now, whole, draft, author, at)
        if was != now and not self.was_so(id, was):
            yield from self.untracked(id, now, wordings)

    def at_place(self, id: str, now: str, place: Span, one: Change) -> Iterator[Offer]:
        """A change whose words are there."""
        cut = now[place.start : place.end]
        for tabled in self.open.get(id, ()):
            if tabled.operation is Operation.REPLACE and not tabled.on:
                span = tabled.span or Span(0, len(now))
                words = tabled.words.get(self.text.negotiation)
                if span == place and words == one.words:
                    yield Offer(0, Fate.TABLED, cut, one.words, None, one.author, one.at, one.place)
                    yield from self.within(tabled, one.within)
                    return
        words = applied(one.words, one.within)
        if cut == words:
            return
        whole = place == Span(0, len(now)) and bool(words.strip())
        draft = Draft(
            Operation.REPLACE,
            id,
            {self.text.negotiation: words},
            None if whole else place,
            read=self.current[id].numbers[self.text.negotiation],
        )
        yield Offer(0, Fate.NEW, cut, words, draft, _hands(one), one.at, one.place)

    def within(self, outer: Proposal, changes: Iterable[Change]) -> Iterator[Offer]:
        """The changes to words that are proposed already."""
        base = outer.words.get(self.text.negotiation, "")
        for one in changes:
            cut, place = base[one.start : one.end], Span(one.start, one.end)
            same = next(
                (
                    each
                    for each in self.open.get(outer.paragraph, ())
                    if each.on == outer.id
                    and (each.span or Span(0, len(base))) == place
                    and each.words.get(self.text.negotiation) == one.words
                ),
                None,
            )
            if same is not None:
                yield Offer(0, Fate.TABLED, cut, one.words, None, one.author, one.at, one.place)
                yield from self.within(same, one.within)
                continue
            words = applied(one.words, one.within)
            whole = place == Span(0, len(base)) and bool(words.strip())
            draft = Draft(
                Operation.REPLACE,
                outer.paragraph,
                {self.text.negotiation: words},
                None if whole else place,
                on=outer.id,
            )
            yield Offer(0, Fate.NEW, cut, words, draft, _hands(one), one.at, one.place)

    def untracked(self, id: str, now: str, wordings: Wordings) -> Iterator[Offer]:
        """What differs between the text and what the file calls unchanged."""
        main, was = self.text.negotiation, wordings.was
        if wordings.likeness < 0.5:
            draft = Draft(Operation.REPLACE, id, {main: was})
            yield Offer(0, Fate.UNTRACKED, now, was, draft)
            return
        read = self.current[id].numbers[main]
        for one in wordings.differences():
            draft = Draft(Operation.REPLACE, id, {main: one.words}, one.span, read=read)
            yield Offer(0, Fate.UNTRACKED, now[one.span.start : one.span.end], one.words, draft)

    def inserted(self, one: Passage, after: str) -> Entry:
        """A paragraph that the file inserts."""
        main, said = self.text.negotiation, one.revised or ""
        named = {paragraph_of(name) for name in one.names} - {""}
        same = self.new.get(one.written, [])
        found = next((each for each in same if each.paragraph in named), next(iter(same), None))
        if found is not None:
            tabled = Offer(0, Fate.TABLED, "", one.written, None, one.author, one.at, _place(one))
            offers = (tabled, *self.within(found, one.changes))
            return Entry("", "", "", said, offers)
        draft = Draft(Operation.INSERT, "", {main: said}, after=after, kind=self.kind(one, after))
        offer = Offer(0, Fate.NEW, "", said, draft, one.author, one.at, _place(one))
        return Entry("", "", "", said, (offer,))

    def moved(self, one: Passage, id: str, after: str) -> Entry:
        """A paragraph at the place to which the file moves it."""
        said = one.revised or ""
        if not id:
            offer = Offer(0, Fate.NO_PLACE, one.original or "", said, None, one.author, one.at)
            return Entry("", "", one.original or "", said, (offer,))
        now = self.words(id)
        if after == id:
            after = self.before(id)
        same = any(
            each.operation is Operation.MOVE and each.after == after
            for each in self.open.get(id, ())
        )
        draft = Draft(Operation.MOVE, id, after=after)
        offer = Offer(0, Fate.TABLED if same else Fate.NEW, now, "", draft, one.author, one.at)
        changes = self.changed(id, now, one.original or "", one.changes)
        return Entry(id, now, one.original or "", said, (offer, *changes))

    def unknown(self, one: Passage, after: str) -> Entry:
        """A passage that calls itself old and is none of the text: new words, or none of ours."""
        said = one.revised or ""
        if one.act is Act.STAYS and said:
            kind = self.kind(one, after)
            draft = Draft(
                Operation.INSERT, "", {self.text.negotiation: said}, after=after, kind=kind
            )
            offer = Offer(0, Fate.UNTRACKED, "", said, draft, "", "", _place(one))
        else:
            offer = Offer(0, Fate.NO_PLACE, one.original or "", said, None, one.author, one.at)
        return Entry("", "", one.original or "", said, (offer,))

    def missing(self) -> Iterator[Entry]:
        """The paragraphs that are not in the file."""
        there = set(self.found.values())
        for one in self.text.current:
            if one.id not in there:
                now = self.words(one.id)
                offer = Offer(0, Fate.MISSING, now, "", Draft(Operation.DELETE, one.id))
                yield Entry(one.id, now, "", "", (offer,))

    def words(self, id: str) -> str:
        """What a paragraph says today."""
        return self.current[id].words[self.text.negotiation]

    def was_so(self, id: str, words: str) -> bool:
        """Whether a paragraph once said this: then the text has moved on, not the file."""
        past = history(self.text, id, self.text.negotiation)
        return any(one.words.split() == words.split() for one in past)

    def kind(self, one: Passage, after: str) -> str:
        """What a new paragraph is: by its look, or as the one before it."""
        if one.kind in {TITLE, HEADING}:
            return one.kind
        before = self.kinds.get(after, "operative")
        return "operative" if before in {TITLE, HEADING} else before

    def before(self, id: str) -> str:
        """The paragraph before another one."""
        ids = ["", *(one.id for one in self.text.current)]
        return ids[ids.index(id) - 1]


def applied(words: str, changes: Iterable[Change]) -> str:
    """Words once these changes are made in them."""
    made, at = "", 0
    for one in sorted(changes, key=lambda each: (each.start, each.end)):
        made += words[at : max(at, one.start)] + applied(one.words, one.within)
        at = max(at, one.end)
    return made + words[at:]


def _hands(one: Change) -> str:
    """Everybody whose words a change holds."""
    names = [one.author, *(_hands(each) for each in one.within)]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _place(one: Passage) -> Place:
    return Place.CELL if one.kind == "table" else Place.BODY


# Number what a file offers, and ask the procedures what they say against each of it. Pure.
# When a draft is only tried, its instant says nothing.
_ONCE = datetime(2000, 1, 1, tzinfo=UTC)


def numbered(text: NegotiatedText, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries with numbers, and with what the procedures say against each offer."""
    number = 0
    found = []
    trials = _Trials(text)
    for entry in entries:
        offers = []
        for one in entry.offers:
            number += 1
            reasons = trials.against(one.draft, number) if one.draft is not None else ()
            draft = None if reasons else one.draft
            fate = Fate.NO_PLACE if reasons and one.fate is Fate.NEW else one.fate
            offers.append(replace(one, number=number, draft=draft, fate=fate, refusals=reasons))
        found.append(replace(entry, offers=tuple(offers)))
    return tuple(found)


class _Trials:
    """Tries drafts one by one, each on as little of the text as it is about."""

    def __init__(self, text: NegotiatedText) -> None:
        self.text = replace(text, paragraphs=(), proposals=(), positions=(), editions=())
        self.paragraphs = {one.id: one for one in text.paragraphs}
        self.proposals: dict[str, list[Proposal]] = {}
        for one in text.open_proposals:
            self.proposals.setdefault(one.paragraph, []).append(one)

    def against(self, draft: Draft, number: int) -> tuple[Refusal, ...]:
        """Why a draft could not be proposed by itself."""
        text = replace(
            self.text,
            paragraphs=tuple(
                self.paragraphs[id]
                for id in dict.fromkeys((draft.paragraph, draft.after))
                if id in self.paragraphs
            ),
            proposals=tuple(self.proposals.get(draft.paragraph, ())),
        )
        made = Proposal(
            f"word-{number}",
            CHAIRS,
            draft.operation,
            draft.paragraph or f"word-new-{number}",
            _ONCE,
            draft.words,
            draft.span,
            draft.on,
            draft.after,
            kind=draft.kind,
        )
        answer = refusals.printed(*draft.words.values())
        if answer is not None:
            return (answer,)
        try:
            propose(text, made, read=draft.read)
        except Refused as refused:
            return refused.refusals
        return ()
