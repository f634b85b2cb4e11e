"""Number what a file offers, and ask the procedures what they say against each of it.  Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from cochair.documents.register import refusals
from cochair.procedure.refusal import Refusal, Refused
from cochair.procedure.text import CHAIRS, NegotiatedText, Proposal, propose
from cochair.texts.actions import Draft
from cochair.texts.word.offers import Entry, Fate

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
