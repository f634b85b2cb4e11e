"""Whoever writes what, in any order: not a word of a negotiated text is lost."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cochair.procedure.refusal import Refused
from cochair.procedure.text import (
    CHAIRS,
    Bracket,
    Conflict,
    NegotiatedText,
    Operation,
    Proposal,
    Span,
    Value,
    Words,
    accept,
    agree,
    edit,
    is_clean,
    may_accept,
    outstanding,
    propose,
    reopen,
    reopening_digest,
    rolling,
    stale,
    translate,
    withdraw_proposal,
)
from procedure.deciding import CLAUSES, MINUTE, START, signed
from procedure.drafts import ELM, LANGUAGES, MAR, SOL, draft, says

AUTHORS = (ELM, MAR, SOL, CHAIRS)
words = st.text("abc de", min_size=1, max_size=8).filter(str.strip)
places = st.integers(0, 12)


class Writing(RuleBasedStateMachine):
    """A text, everything that anybody wrote in it, and a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.text = draft()
        self.now = START
        self.serial = 0
        self.said = {
            (one.id, language, said)
            for one in self.text.paragraphs
            for language, said in one.words.items()
        }

    def tick(self):
        self.now += MINUTE
        self.serial += 1
        return f"x{self.serial}"

    def some(self, things, which):
        return things[which % len(things)]

    def attempt(self, act):
        """The text after an act, unless it is refused or somebody wrote meanwhile."""
        before = self.text
        try:
            found = act()
        except Refused:
            found = before
        if isinstance(found, NegotiatedText):
            self.text = found
        return found

    @rule(at=places, language=st.sampled_from(LANGUAGES), said=words, late=st.booleans())
    def somebody_writes(self, at, language, said, late):
        self.tick()
        one = self.some(self.text.current, at)
        read = one.numbers.get(language, 0) - late
        more = {"read": read, "by": "desk", "at": self.now}
        found = self.attempt(lambda: edit(self.text, one.id, language, said, **more))
        self.kept(found, one.id, language, said)

    @rule(at=places, language=st.sampled_from(LANGUAGES[1:]), said=words, late=st.booleans())
    def somebody_translates(self, at, language, said, late):
        self.tick()
        one = self.some(self.text.current, at)
        more = {"sense": one.sense - late, "by": "desk", "at": self.now}
        more["read"] = one.numbers.get(language, 0)
        found = self.attempt(lambda: translate(self.text, one.id, language, said, **more))
        self.kept(found, one.id, language, said)

    def kept(self, found, id, language, said):
        """What was written is in the text, or in the hands of who wrote it."""
        if isinstance(found, Conflict):
            assert found.yours == said
            assert found.theirs == self.text.paragraph(id).words.get(language, "")
        elif any(one.at == self.now for one in found.editions):
            self.said.add((id, language, said))

    @rule(
        at=places,
        operation=st.sampled_from(Operation),
        author=st.sampled_from(AUTHORS),
        said=words,
        start=places,
        length=st.one_of(st.none(), st.integers(0, 6)),
        on=st.one_of(st.none(), places),
    )
    def somebody_proposes(self, at, operation, author, said, start, length, on):
        id = self.tick()
        outer = self.some(self.text.open_proposals, on) if on and self.text.open_proposals else None
        paragraph = outer.paragraph if outer else self.some(self.text.current, at).id
        new = operation is Operation.INSERT
        wordy = operation in (Operation.REPLACE, Operation.INSERT)
        made = Proposal(
            id,
            author,
            operation,
            f"n{id}" if new else paragraph,
            self.now,
            words={"en": said} if wordy else {},
            span=None if length is None or not wordy or new else Span(start, start + length),
            on=outer.id if outer else "",
            after=self.some(self.text.paragraphs, start).id,
        )
        numbers = {one.id: one.numbers["en"] for one in self.text.current}
        read = numbers.get(paragraph, 0)
        found = self.attempt(lambda: propose(self.text, made, read=read))
        if found.proposals and found.proposals[-1].id == id and wordy:
            self.said.add((id, "en", said))

    @precondition(lambda self: self.text.open_proposals)
    @rule(which=places, author=st.sampled_from(AUTHORS), value=st.sampled_from(Value))
    def somebody_takes_a_position(self, which, author, value):
        self.tick()
        one = self.some(self.text.open_proposals, which)
        self.text = says(self.text, author, one.id, value, at=self.now)

    @precondition(lambda self: self.text.open_proposals)
    @rule(which=places, author=st.sampled_from(AUTHORS))
    def somebody_withdraws(self, which, author):
        self.tick()
        one = self.some(self.text.open_proposals, which)
        count = len(self.text.open_proposals)
        self.attempt(lambda: withdraw_proposal(self.text, one.id, by=author, at=self.now))
        assert count - len(self.text.open_proposals) == (one.author == author)

    @precondition(lambda self: self.text.open_proposals)
    @rule(which=places)
    def the_chairs_accept(self, which):
        self.tick()
        one = self.some(self.text.open_proposals, which)
        if len(self.text.current) == 1 and one.operation is Operation.DELETE:
            return
        refused = may_accept(self.text, one.id)
        found = self.attempt(lambda: accept(self.text, one.id, by="chairs", at=self.now))
        assert (one.id in {each.id for each in found.open_proposals}) == bool(refused)

    @rule(at=places, again=st.booleans())
    def the_chairs_note(self, at, again):
        self.tick()
        id = self.some(self.text.current, at).id
        keys = signed(reopening_digest(self.text, id), self.now)
        self.attempt(lambda: reopen(self.text, id, keys) if again else agree(self.text, id))

    @invariant()
    def no_word_is_lost(self):
        written = {(one.of, one.language, one.words) for one in self.text.editions}
        assert self.said <= written

    @invariant()
    def what_stands_is_its_latest_edition(self):
        latest = {(one.of, one.language): one for one in self.text.editions}
        for one in self.text.paragraphs:
            for language, said in one.words.items():
                edition = latest[one.id, language]
                assert (edition.words, edition.number) == (said, one.numbers[language])

    @invariant()
    def every_open_proposal_is_in_the_brackets_once(self):
        shown: list[str] = []
        for line in rolling(self.text):
            shown += [one.id for one in line.moves]
            self.collect(line.pieces, shown)
        assert sorted(shown) == sorted(one.id for one in self.text.open_proposals)

    def collect(self, pieces, shown):
        for piece in pieces:
            if not isinstance(piece, Bracket):
                assert piece.words
            for way in piece.alternatives if isinstance(piece, Bracket) else ():
                shown += [way.proposal] if way.proposal else []
                self.collect(way.pieces, shown)

    @invariant()
    def the_standing_words_can_be_read_through_the_brackets(self):
        lines = [line for line in rolling(self.text) if not line.proposed]
        for line, one in zip(lines, self.text.current, strict=True):
            assert self.standing(line.pieces) == one.words["en"]

    def standing(self, pieces):
        return "".join(
            one.words if isinstance(one, Words) else self.standing(one.alternatives[0].pieces)
            for one in pieces
        )

    @invariant()
    def the_list_is_empty_exactly_when_the_text_is_clean_and_abreast(self):
        left = outstanding(self.text, clearances=(), at=self.now, clauses=CLAUSES)
        heavy = [one for one in left if one.subject != "clearance" and one.weight != "shown"]
        assert bool(heavy) == (not is_clean(self.text) or bool(stale(self.text)))


QUICK = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_no_word_is_lost_whatever_people_write():
    run_state_machine_as_test(Writing, settings=QUICK)


@pytest.mark.soak
def test_no_word_is_lost_for_a_long_time():
    run_state_machine_as_test(
        Writing, settings=settings(QUICK, max_examples=2000, derandomize=False)
    )
