"""No state that nobody can leave, and no two at once: a document, and the text negotiated for it.

Random walks through the real acts in the small forum; in the soak every course of them, some acts
far.  After each act the states are held beside each other.  Source: domain.md C.4 (Document,
Negotiated paragraph, Decision in a meeting).
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest

import decided
import negotiations
import papers
import signing
import silences
from cochair.features.acts.queries import open_acts
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.register import actions as register
from cochair.features.register import listings, presenters
from cochair.features.room import queries as rooms
from cochair.features.texts import actions, chairs, decision_state, issue, opening, queries
from cochair.features.texts.models import NegotiatedText
from cochair.procedure import text as core
from cochair.procedure.consensus import Claim
from cochair.procedure.consensus.stages import ADOPTED, ON_THE_TABLE
from cochair.procedure.refusal import Refused
from dead_ends import Search, tried
from decided import PUT_AT
from world import NOW

PARAGRAPH = "p-3"
GONE = {presenters.WITHDRAWN, presenters.SUPERSEDED}
ENDED = {*GONE, presenters.FINAL}


@dataclass(frozen=True)
class Stands:
    """Where the document, its text, a paragraph and the latest decision stand."""

    document: str
    is_over: bool
    paragraph: str
    decision: str


class World:
    """A sitting Council, a text that is negotiated, and everything that may be done to it."""

    def __init__(self, forum: Forum) -> None:
        self.forum, self.at = forum, PUT_AT
        self.meeting: Meeting = decided.sitting(forum)
        self.text = negotiations.begun(forum).pk
        self.other = papers.circulated(forum)
        self.by, self.norland = signing.secretariat(forum, PUT_AT), negotiations.norland(forum)

    @property
    def row(self) -> NegotiatedText:
        return queries.texts(self.forum).get(pk=self.text)

    @property
    def document(self) -> Document:
        return papers.fresh(self.row.document)

    @property
    def decision(self) -> object:
        return rooms.decisions(self.forum).filter(text=self.text).order_by("pk").last()

    def state(self) -> Stands:
        row, document, decision = self.row, self.document, self.decision
        book = parties.book(self.forum, self.at)
        text = queries.negotiated(row)
        return Stands(
            presenters.line(document, book, book.languages, is_own=True).state,
            decision_state.is_over(row, decision_state.on(row)),
            core.paragraph_state(text, text.paragraph(PARAGRAPH)).value,
            decided.stage(decision) if decision is not None else "",  # type: ignore[arg-type]
        )

    def told(self) -> dict[str, object]:
        self.at += timedelta(minutes=1)
        return {"seen": self.document.version, "by": self.by, "at": self.at}

    def acts(self) -> Mapping[str, Callable[[], object]]:
        """Everything that somebody may try, by a name."""
        own = {"by": self.norland, "at": PUT_AT}
        tentative = core.ReservationKind.AD_REFERENDUM
        return {
            "propose": lambda: negotiations.words_for(self.row, PARAGRAPH, "18", "24", by=self.norland, at=PUT_AT),
            "accept": lambda: chairs.accept(self.row, self.proposal(), instructed=True, by=self.by, at=PUT_AT),
            "agree": lambda: chairs.agree(self.row, PARAGRAPH, instructed=True, by=self.by, at=PUT_AT),
            "reserve": lambda: actions.reserve(self.row, tentative, paragraph=PARAGRAPH, **own),  # type: ignore[arg-type]
            "lift": lambda: actions.lift(self.row, self.reservation(), **own),  # type: ignore[arg-type]
            "reopen": lambda: signing.both_sign(
                self.forum, chairs.propose_reopening(self.row, PARAGRAPH, by=self.by, at=PUT_AT), PUT_AT
            ),
            "ask to show authors": self.attribution,
            "issue": lambda: issue.issue(self.row, summary="", purpose="comment", **self.told()),  # type: ignore[arg-type]
            "finish": lambda: register.finish(self.document, **self.told()),  # type: ignore[arg-type]
            "withdraw": lambda: register.withdraw(self.document, reason="No.", **self.told()),  # type: ignore[arg-type]
            "supersede": lambda: register.supersede(self.document, successor=self.other, **self.told()),  # type: ignore[arg-type]
            "submit": lambda: decided.put(self.meeting, decided.wish(self.document)),
            "consensus": lambda: decided.declared(self.decision, Claim.CONSENSUS, PUT_AT),  # type: ignore[arg-type]
            "not agreed": lambda: decided.declared(self.decision, Claim.NOT_AGREED, PUT_AT),  # type: ignore[arg-type]
        }  # fmt: skip

    def proposal(self) -> str:
        return queries.negotiated(self.row).open_proposals[0].id

    def reservation(self) -> str:
        return queries.negotiated(self.row).standing_reservations[0].id

    def attribution(self) -> object:
        levels = [one for one in core.Attribution if one != self.row.attribution]
        return chairs.propose_attribution(self.row, levels[0], by=self.by, at=PUT_AT)

    def hold(self, done: str) -> None:
        """No two states at once."""
        now = self.state()
        if now.document in ENDED:
            assert now.is_over, f"Ended, and still negotiated: {done}"
        if now.decision in ADOPTED:
            assert now.is_over and now.document not in {presenters.SUPERSEDED}, done
        if now.decision in ON_THE_TABLE:
            assert now.document not in ENDED and not now.is_over, f"Submitted and ended: {done}"
        if now.is_over:
            left = [act.kind for act in open_acts(self.forum) if act.kind.startswith("text.")]
            assert left == [], f"An act waits for a text that is over: {done}"
        listed = [name for name in listings.STATES if self.in_list(name)]
        assert listed == [now.document], f"{listed}: {done}"

    def in_list(self, state: str) -> bool:
        rows = listings.documents(self.forum, self.by, self.at, {"state": state})
        return rows.filter(pk=self.document.pk).exists()


WAYS_OUT = ("not agreed", "consensus", "finish", "supersede", "withdraw")
SEEDS, STEPS, OPEN_STEPS, DEPTH = 1, 6, 4, 5


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_done_to_a_text_no_two_states_hold_and_somebody_can_leave_it(
    small_forum: Forum, seed: int
) -> None:
    world, chance, done = World(small_forum), random.Random(seed), []
    acts = world.acts()
    for step in range(STEPS):
        names = [name for name in acts if step >= OPEN_STEPS or name not in WAYS_OUT]
        chance.shuffle(names)
        done.append(next((name for name in names if tried(acts[name])), "nothing"))
        world.hold(f"seed {seed}: {', '.join(done)}")
        if not world.state().is_over:
            assert any(tried(acts[name], undo=True) for name in WAYS_OUT), done

    assert done[0] != "nothing"


@pytest.mark.soak
def test_a_text_is_left_by_somebody_from_every_state_and_by_nobody_once_it_is_over(
    small_forum: Forum,
) -> None:
    world = World(small_forum)

    found = Search(world.acts(), world.state, world.hold).run(DEPTH)

    print(f"{len(found.states)} states, {len(found.moves)} moves")
    assert {one.document for one in found.states} >= {presenters.OUT, *ENDED}
    assert found.stuck(lambda state: state.is_over) == set()  # type: ignore[attr-defined]
    again = {
        (before.document, name)  # type: ignore[attr-defined]
        for before, name, after in found.moves
        if before.is_over and not after.is_over  # type: ignore[attr-defined]
    }
    # A later revision opens what was final.
    assert again <= {(presenters.FINAL, "issue")}


NOTHING_GOES_ON = "Another document took the place of this one"


def test_with_a_document_whose_place_another_took_nothing_goes_on(small_forum: Forum) -> None:
    meeting = decided.sitting(small_forum)
    by, at = signing.secretariat(small_forum, PUT_AT), PUT_AT
    paper, other = decided.paper(small_forum), papers.circulated(small_forum)

    def done(name: str, document: Document) -> object:
        now = papers.fresh(document)
        told: dict[str, object] = {"seen": now.version, "by": by, "at": at}
        match name:
            case "revise":
                return register.revise(now, source="en", summary="", **told)  # type: ignore[arg-type]
            case "circulate":
                return register.circulate(now, purpose="comment", until=None, **told)  # type: ignore[arg-type]
            case "finish":
                return register.finish(now, **told)  # type: ignore[arg-type]
            case "negotiate":
                return opening.begin(now, by=by, at=at)
        return decided.put(meeting, decided.wish(now))

    names = ("revise", "circulate", "finish", "negotiate", "submit in a meeting")
    assert all(tried(lambda name=name: done(name, paper), undo=True) for name in names)
    register.supersede(paper, successor=other, seen=papers.fresh(paper).version, by=by, at=at)

    for name in names:
        with pytest.raises(Refused, match=NOTHING_GOES_ON):
            done(name, paper)


def test_a_text_whose_document_was_superseded_is_over_and_its_acts_lapse_at_once(
    small_forum: Forum,
) -> None:
    row, by = negotiations.begun(small_forum), signing.secretariat(small_forum)
    levels = [one for one in core.Attribution if one != row.attribution]
    act = chairs.propose_attribution(row, levels[0], by=by, at=NOW)
    other = papers.circulated(small_forum)
    seen = papers.fresh(row.document).version

    register.supersede(row.document, successor=other, seen=seen, by=by, at=NOW)

    act.refresh_from_db()
    assert (act.state, act.closed_reason) == ("lapsed", "text.decided")
    with pytest.raises(Refused, match=NOTHING_GOES_ON):
        negotiations.words_for(row, PARAGRAPH, "18", "24", by=negotiations.norland(small_forum))


def test_a_later_revision_opens_a_final_document_which_is_submitted_only_then(
    small_forum: Forum,
) -> None:
    meeting, paper = decided.sitting(small_forum), decided.paper(small_forum)
    told = {"by": signing.secretariat(small_forum, PUT_AT), "at": PUT_AT}
    register.finish(paper, seen=papers.fresh(paper).version, **told)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="The document is final: circulate another revision"):
        decided.put(meeting, decided.wish(papers.fresh(paper)))
    with pytest.raises(Refused, match="The document is final: circulate another revision"):
        silences.proposed(papers.fresh(paper), PUT_AT + timedelta(days=7), PUT_AT)

    seen = papers.fresh(paper).version
    register.revise(paper, source="en", summary="", seen=seen, **told)  # type: ignore[arg-type]
    for code in ("en", "es", "pt"):
        papers.written(paper, code, papers.words(f"Anew {code}."), at=PUT_AT)
    assert papers.fresh(paper).final_at == PUT_AT
    papers.sent(paper, at=PUT_AT)

    assert papers.fresh(paper).final_at is None
    assert decided.put(meeting, decided.wish(papers.fresh(paper)))
