"""Whatever is done to a document, in any order and by both sides, what is published was adopted.

A machine drives every act that touches a document.  Beside it runs a model that knows one thing: the
words that were read when both submitted them.  A few courses in the suite, many in the soak.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

import decided
import negotiations
import papers
import signing
from any_course import QUICK
from cochair.features.acts import queries as acts
from cochair.features.compliance import queries as results
from cochair.features.corrigenda import actions as corrigenda
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents.models import Document, Expression, Publication, Revision
from cochair.features.languages import actions as languages
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.publications import actions as publishing
from cochair.features.register import actions as register
from cochair.features.room import actions as room
from cochair.features.room import issue, objections
from cochair.features.room import queries as decisions
from cochair.features.silence import acts as silence_acts
from cochair.features.silence import closure, submissions
from cochair.features.silence import queries as silences
from cochair.features.texts import chairs, opening, party_private
from cochair.features.texts import issue as issues
from cochair.features.texts import queries as texts
from cochair.features.texts.models import NegotiatedText
from cochair.formats.paragraphs import from_json
from cochair.procedure import consensus as core
from cochair.procedure import silence as quiet
from cochair.procedure import text as negotiation
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from cochair.web.errors import ObjectionsStand, StaleVersion
from decided import PUT_AT
from papers import words

LANGUAGES = ("en", "es", "pt")
COURSES, STEPS, MORE = 6, 40, 600
SIDES = st.integers(0, 1)
ON_THE_TABLE = frozenset({core.Stage.PUT, core.Stage.OBJECTED, core.Stage.SUSPENDED})
UNDECIDED = frozenset({quiet.Stage.RUNNING, quiet.Stage.SUSPENDED, quiet.Stage.CLOSING})
DONE: dict[str, int] = {}
WORLD: dict[str, object] = {}

type Said = Mapping[str, tuple[str, ...]]
"""The words of a document in each language, paragraph by paragraph."""


@dataclass
class Submitted:
    """What was read when both submitted it: of a text that is negotiated, its own words."""

    at: datetime
    said: Said
    of_text: bool
    marking: str
    was_superseded: bool
    is_adopted: bool = False


def read(revision: Revision) -> dict[str, Expression]:
    rows = Expression.objects.filter(revision=revision, replaced_at=None)
    return {one.language: one for one in rows.exclude(released_at=None).order_by("edition")}


def said(edition: Expression) -> tuple[str, ...]:
    return tuple(one.text for one in from_json(edition.text))


class AnyOrder(RuleBasedStateMachine):
    """One document, two sides, and everything that may be done to it."""

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint_create()
        self.forum: Forum = WORLD["forum"]  # type: ignore[assignment]
        self.meeting: Meeting = WORLD["meeting"]  # type: ignore[assignment]
        self.paper: Document = WORLD["paper"]  # type: ignore[assignment]
        self.other: Document = WORLD["other"]  # type: ignore[assignment]
        self.sides: tuple = WORLD["sides"]  # type: ignore[assignment]
        self.head = WORLD["head"]
        self.now, self.count = PUT_AT, 0
        self.room: dict[int, Submitted] = {}
        self.silent: dict[int, Submitted] = {}

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    # What the machine does

    def attempt(self, name: str, deed: Callable[[], object]) -> object:
        """Something that people try: taken whole, or refused and nothing of it."""
        self.now += timedelta(minutes=1)
        try:
            with transaction.atomic():
                found = deed()
        except (Refused, StaleVersion, ObjectionsStand, AssertionError):
            return None
        DONE[name] = DONE.get(name, 0) + 1
        self.follow()
        return found

    def told(self, side: int, document: Document | None = None) -> dict[str, object]:
        seen = Document.objects.get(pk=(document or self.paper).pk).version
        return {"seen": seen, "by": self.sides[side], "at": self.now}

    def fresh(self) -> Document:
        return papers.fresh(self.paper)

    def new(self) -> tuple:
        self.count += 1
        return words(*(f"{number} anew {self.count}" for number in ("One", "Two", "Three")))

    def signs(self, act: object, *sides: int) -> None:
        for side in sides or (0, 1):
            signing.turn(act, self.presides(side), self.now)  # type: ignore[arg-type]

    def presides(self, side: int) -> object:
        return self.sides[2 + side]

    @rule(side=SIDES, source=st.sampled_from(LANGUAGES))
    def revise(self, side: int, source: str) -> None:
        self.attempt(
            "revise",
            lambda: register.revise(self.paper, source=source, summary="", **self.told(side)),  # type: ignore[arg-type]
        )

    @rule(side=SIDES, language=st.sampled_from(LANGUAGES), title=st.booleans())
    def write(self, side: int, language: str, title: bool) -> None:
        draft = languages.Draft(language, self.new(), title="Another" if title else "")
        self.attempt(
            "write",
            lambda: languages.add_edition(papers.last(self.paper), draft, **self.told(side)),  # type: ignore[arg-type]
        )

    @rule(side=SIDES, language=st.sampled_from(LANGUAGES))
    def release(self, side: int, language: str) -> None:
        rows = Expression.objects.filter(revision__document=self.paper, language=language)
        last = rows.order_by("revision__number", "edition").last()
        if last is not None:
            self.attempt("release", lambda: languages.release(last, **self.told(side)))  # type: ignore[arg-type]

    @rule(side=SIDES, language=st.sampled_from(LANGUAGES))
    def confirm(self, side: int, language: str) -> None:
        last = read(papers.last(self.paper)).get(language)
        if last is not None:
            self.attempt("confirm", lambda: languages.confirm(last, **self.told(side)))  # type: ignore[arg-type]

    @rule(side=SIDES)
    def rewrite_all(self, side: int) -> None:
        """A revision in other words, released in every language and sent: G of the findings."""

        def deed() -> None:
            register.revise(self.paper, source="en", summary="", **self.told(side))  # type: ignore[arg-type]
            for code in LANGUAGES:
                draft = languages.Draft(code, self.new())
                made = languages.add_edition(papers.last(self.paper), draft, **self.told(side))  # type: ignore[arg-type]
                languages.release(made, **self.told(side))  # type: ignore[arg-type]
            register.circulate(self.fresh(), purpose="decision", until=None, **self.told(side))  # type: ignore[arg-type]

        self.attempt("rewrite all", deed)

    @rule(side=SIDES)
    def circulate(self, side: int) -> None:
        self.attempt(
            "circulate",
            lambda: register.circulate(
                self.fresh(), purpose="information", until=None, **self.told(side)
            ),  # type: ignore[arg-type]
        )

    @rule(side=SIDES)
    def finish(self, side: int) -> None:
        self.attempt("finish", lambda: register.finish(self.paper, **self.told(side)))  # type: ignore[arg-type]

    @rule(side=SIDES)
    def widen(self, side: int) -> None:
        self.attempt(
            "widen", lambda: publishing.widen(self.paper, marking="public", **self.told(side))
        )  # type: ignore[arg-type]

    @rule(side=SIDES, takes_away=st.integers(0, 9))
    def withdraw_or_supersede(self, side: int, takes_away: int) -> None:
        if takes_away == 0:
            self.attempt(
                "withdraw", lambda: register.withdraw(self.paper, reason="No.", **self.told(side))
            )  # type: ignore[arg-type]
        elif takes_away == 1:
            self.attempt(
                "supersede",
                lambda: register.supersede(self.paper, successor=self.other, **self.told(side)),  # type: ignore[arg-type]
            )

    @rule(side=SIDES, signs=st.sampled_from(((0,), (1,), (0, 1), (1, 0), (0, 1))))
    def publish(self, side: int, signs: tuple[int, ...]) -> None:
        def deed() -> None:
            why = "Nobody can wait for the last language."
            act = publishing.propose_publication(self.fresh(), reason=why, **self.told(side))  # type: ignore[arg-type]
            self.signs(act, *signs)

        self.attempt("publish", deed)

    @rule(side=SIDES)
    def sign_what_waits(self, side: int) -> None:
        for act in acts.open_acts(self.forum):
            self.attempt(f"sign {act.kind}", lambda act=act: self.signs(act, side))  # type: ignore[misc]

    @rule(alone=st.booleans(), text=st.booleans())
    def submit(self, alone: bool, text: bool) -> None:
        reasons = {**decided.REASONS, "language": "The rest follows within a week of the meeting."}
        wish = decided.wish(self.fresh(), reasons=reasons)

        def deed() -> None:
            for side in (0,) if alone else (0, 1):
                room.put(self.meeting, wish, by=self.presides(side), at=self.now)  # type: ignore[arg-type]

        self.attempt("submit in the room", deed)

    def latest(self) -> RoomDecision | None:
        rows = decisions.decisions(self.forum).filter(document=self.paper)
        return rows.order_by("pk").last()

    @rule()
    def object_to(self) -> None:
        row = self.latest()
        if row is not None:
            self.attempt("object", lambda: decided.objected(row, self.head, self.now))  # type: ignore[arg-type]

    @rule()
    def take_back(self) -> None:
        row = self.latest()
        for one in row.objections.filter(withdrawn_at=None) if row is not None else ():
            self.attempt(
                "take back",
                lambda row=row, one=one: room.withdraw(row, one, by=self.head, at=self.now),  # type: ignore[misc]
            )

    @rule()
    def suspend(self) -> None:
        row = self.latest()
        if row is not None:
            self.attempt("suspend", lambda: decided.suspended(row, self.now))

    @rule()
    def state(self) -> None:
        row = self.latest()
        if row is not None:
            beside = decided.said(paragraphs=(), words={"en": f"So be it {self.count}."})
            beside = type(beside)(**{**vars_of(beside), "kind": decided.StatementKind.EXPLANATION})
            self.attempt("state", lambda: decided.stated(row, self.head, self.now, beside))  # type: ignore[arg-type]

    @rule(claim=st.sampled_from((Claim.CONSENSUS, Claim.CONSENSUS, Claim.CONSENSUS, *Claim)))
    def declare(self, claim: Claim) -> None:
        row = self.latest()
        if row is not None:
            self.attempt(f"declare {claim}", lambda: decided.declared(row, claim, self.now))

    @rule()
    def close_and_issue(self) -> None:
        """The meeting is over, statements are taken no longer, and both issue the text."""
        row = self.latest()
        if row is None:
            return
        Meeting.objects.filter(pk=self.meeting.pk, closed_at=None).update(closed_at=self.now)
        self.meeting.refresh_from_db()
        self.now += timedelta(hours=49)

        def deed() -> None:
            found = decisions.decisions(self.forum).get(pk=row.pk)
            self.signs(issue.propose(found, by=self.sides[0], at=self.now))

        self.attempt("issue", deed)

    @rule()
    def open_silence(self) -> None:
        until = self.now.replace(hour=15, minute=0, second=0, microsecond=0) + timedelta(days=7)

        def deed() -> None:
            act = silence_acts.propose_opening(
                self.fresh(), expires_at=until, by=self.sides[0], at=self.now
            )
            self.signs(act)

        self.attempt("open a silence", deed)

    @rule(ends=st.sampled_from(("object", "withdraw", "pass", "pass")))
    def end_silence(self, ends: str) -> None:
        row = silences.procedures(self.forum).filter(revision__document=self.paper).first()
        if row is None:
            return
        if ends == "pass":
            self.now = max(self.now, row.expires_at + timedelta(minutes=5))
            self.attempt("close silences", lambda: closure.close_due(self.forum, self.now))
        elif ends == "withdraw":
            self.attempt(
                "withdraw a silence",
                lambda: self.signs(
                    silence_acts.WITHDRAW.propose(
                        row, None, reason="No.", by=self.sides[0], at=self.now
                    )
                ),
            )
        else:
            self.attempt(
                "object to a silence",
                lambda: submissions.receive(
                    row, form="objection", words="No.", language="en", by=self.head,
                    received_at=self.now,
                ),  # type: ignore[arg-type]
            )  # fmt: skip

    @rule(side=SIDES, what=st.sampled_from(("begin", "edit", "issue", "issue", "clear")))
    def negotiate(self, side: int, what: str) -> None:
        row = texts.on_document(self.forum, self.paper.slug)
        by = self.sides[side]
        if what == "begin":
            self.attempt("begin", lambda: opening.begin(self.paper, by=by, at=self.now))
        elif row is not None and what == "issue":
            said_ = {"summary": "", "purpose": "comment"}
            self.attempt("issue the text", lambda: issues.issue(row, **said_, **self.told(side)))  # type: ignore[arg-type]
        elif row is not None and what == "edit":
            self.attempt("edit", lambda: self.edits(row, side))
        elif row is not None:
            self.attempt("clear", lambda: self.clears(row))

    def edits(self, row: NegotiatedText, side: int) -> None:
        text = texts.negotiated(row)
        one = text.current[0]
        self.count += 1
        for code in text.languages:
            chairs.edit(
                row, one.id, code, f"Edited {self.count}", read=one.numbers.get(code, 0),
                editorial=True, by=self.sides[side], at=self.now,
            )  # fmt: skip

    def clears(self, row: NegotiatedText) -> None:
        for side in (0, 1):
            shown = texts.digest(row)
            party_private.clear(
                row, decided.Cleared.GIVEN, seen=shown, by=self.presides(side), at=self.now
            )  # type: ignore[arg-type]

    @rule(side=SIDES, way=st.sampled_from(("alone", "correct alone", "both", "both")))
    def correct(self, side: int, way: str) -> None:
        """A corrigendum with other words: sent by one side alone, or signed by both."""

        def deed() -> None:
            made = papers.entered(
                self.forum, by=self.sides[0], at=self.now, kind="corrigendum", of=self.fresh(),
                suffix="COR", corrects="es", source="es", marking=self.fresh().marking,
            )  # fmt: skip
            papers.written(made, "es", self.new(), by=self.sides[0], at=self.now)
            if way == "alone":
                papers.sent(made, by=self.sides[side], at=self.now)
            draft = languages.Draft("es", self.new(), corrigendum=made)
            edition = languages.add_edition(papers.last(self.paper), draft, **self.told(side))  # type: ignore[arg-type]
            if way != "both":
                languages.release(edition, **self.told(side))  # type: ignore[arg-type]
                return
            self.signs(corrigenda.propose(papers.fresh(made), **self.told(0, made)))  # type: ignore[arg-type]

        self.attempt(f"correct, {way}", deed)

    # What the model knows

    def follow(self) -> None:
        """Note what was submitted just now, and what was adopted since."""
        for row in decisions.decisions(self.forum).filter(document=self.paper):
            stage = core.stage(decisions.decision(row))
            if row.pk not in self.room and stage in ON_THE_TABLE:
                self.room[row.pk] = self.submitted(row.text)
            known = self.room[row.pk]
            known.is_adopted = stage in issue.ADOPTED
            if not known.is_adopted and stage not in ON_THE_TABLE:
                self.room[row.pk] = None  # type: ignore[assignment]
                self.room.pop(row.pk)
                self.room[row.pk] = replace(known, said={})
        for one in silences.procedures(self.forum).filter(revision__document=self.paper):
            stage = quiet.stage(silences.silence(one, self.now), self.now)
            if one.pk not in self.silent:
                self.silent[one.pk] = self.submitted(None)
            known = self.silent[one.pk]
            known.is_adopted = stage is quiet.Stage.PASSED
            if not known.is_adopted and stage not in UNDECIDED:
                self.silent[one.pk] = replace(known, said={})

    def submitted(self, text: NegotiatedText | None) -> Submitted:
        paper = self.fresh()
        if text is not None:
            negotiated = texts.negotiated(text)
            behind = negotiation.stale(negotiated)
            found = {
                code: tuple(one.words.get(code, "") for one in negotiated.current)
                for code in negotiated.languages
                if not any(language == code for _id, language in behind)
            }
            return self.of(paper, found, of_text=True)
        editions = read(self.circulated())
        found = {
            code: said(one)
            for code, one in editions.items()
            if one.stale_at is None and not one.courtesy
        }
        return self.of(paper, found, of_text=False)

    def of(self, paper: Document, found: Said, *, of_text: bool) -> Submitted:
        superseded = paper.superseded_by_id is not None
        return Submitted(self.now, found, of_text, paper.marking, was_superseded=superseded)

    def circulated(self) -> Revision:
        rows = Revision.objects.filter(document=self.paper).exclude(circulated_at=None)
        found = rows.order_by("number").last()
        assert found is not None
        return found

    def decided(self) -> Iterator[Submitted]:
        yield from (one for one in (*self.room.values(), *self.silent.values()) if one.said)

    def says(self, editions: Mapping[str, Expression], one: Submitted) -> None:
        """What is read says what was submitted: behind it stands at most what was said beside it."""
        for code, edition in editions.items():
            if code in one.said and not self.both_corrected(edition):
                wanted = one.said[code]
                assert said(edition)[: len(wanted)] == wanted, (code, said(edition), wanted)

    def both_corrected(self, edition: Expression) -> bool:
        if edition.corrigendum is None:
            return False
        rows = acts.acts(self.forum).filter(kind="document.correct", state="effective")
        return any(act.body["editions"].get(edition.language) == edition.digest for act in rows)

    @invariant()
    def what_is_submitted_or_adopted_is_read_in_those_words(self) -> None:
        paper = Document.objects.get(pk=self.paper.pk)
        for one in self.decided():
            withdrawn_since = paper.withdrawn_at is not None and paper.withdrawn_at >= one.at
            assert not withdrawn_since
            if not one.was_superseded:
                assert paper.superseded_by_id is None
            if not one.is_adopted:
                assert paper.marking == one.marking
            last = self.circulated()
            if not one.of_text or (last.circulated_at and last.circulated_at > one.at):
                self.says(read(last), one)

    @invariant()
    def what_was_published_is_what_was_adopted(self) -> None:
        for row in Publication.objects.filter(revision__document=self.paper):
            rows = Expression.objects.filter(revision=row.revision_id)
            editions = {
                code: rows.get(language=code, edition=number)
                for code, number in row.editions.items()
            }
            for one in self.decided():
                if one.at < row.at:
                    assert one.is_adopted
                    self.says(editions, one)


def vars_of(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__}  # type: ignore[attr-defined]


@pytest.fixture
def world(small_forum: Forum, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper that all have, before a meeting that sits; somebody of each side, and a delegation."""
    monkeypatch.setattr(objections, "PATIENCE", 0.0)
    forum = small_forum
    meeting = decided.sitting(forum)
    texts_ = {code: words("One.", "Two.", "Three.") for code in LANGUAGES}
    by = signing.secretariat(forum, PUT_AT)
    paper = papers.circulated(forum, texts_, by=by, kind="press_line", title=decided.TITLE)
    sides = (
        by,
        negotiations.other_secretariat(forum),
        signing.league(forum, PUT_AT),
        signing.concert(forum, PUT_AT),
    )
    WORLD.update(forum=forum, meeting=meeting, paper=paper, other=papers.circulated(forum))
    WORLD.update(sides=sides, head=decided.head(forum))
    results.forget()


def run(courses: int, steps: int) -> None:
    DONE.clear()
    told = {"max_examples": courses, "stateful_step_count": steps}
    run_state_machine_as_test(AnyOrder, settings=type(QUICK)(QUICK, **told))


def test_one_course_leads_to_the_publication_and_what_is_tried_on_its_way_changes_no_word(
    world: None,
) -> None:
    """What the courses below reach by chance alone: adopted, issued, published, and asked at each."""
    DONE.clear()
    course = AnyOrder()

    def then(step: Callable[..., None], **told: object) -> None:
        step(course, **told)
        for takes_away in (0, 1):
            AnyOrder.withdraw_or_supersede(course, side=0, takes_away=takes_away)
        AnyOrder.rewrite_all(course, side=1)
        course.what_is_submitted_or_adopted_is_read_in_those_words()
        course.what_was_published_is_what_was_adopted()

    then(AnyOrder.submit, alone=False, text=False)
    then(AnyOrder.declare, claim=Claim.CONSENSUS)
    then(AnyOrder.state)
    then(AnyOrder.close_and_issue)
    then(AnyOrder.widen, side=0)
    then(AnyOrder.publish, side=0, signs=(0, 1))

    declared = f"declare {Claim.CONSENSUS}"
    assert list(DONE) == ["submit in the room", declared, "state", "issue", "widen", "publish"]
    assert Publication.objects.filter(revision__document=course.paper).exists()
    course.teardown()


def test_no_order_of_acts_publishes_other_words_than_were_adopted(world: None) -> None:
    run(COURSES, STEPS)

    assert DONE


@pytest.mark.soak
def test_the_same_for_many_more_courses(world: None, capsys: pytest.CaptureFixture[str]) -> None:
    run(int(os.environ.get("COCHAIR_SOAK_COURSES", MORE)), 60)
    with capsys.disabled():
        print(f"\n{connection.vendor}: {sum(DONE.values())} acts were done: {DONE}")
    for name in ("publish", "issue", "correct, both", f"declare {Claim.CONSENSUS}"):
        assert DONE.get(name), f"Nobody did: {name}"
