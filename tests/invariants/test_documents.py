"""Whatever is done with papers, in any order: three things hold after each step.

domain.md C.11: INV-4 (what one Party keeps for itself is readable, countable and searchable by
nobody of the other), INV-5 (the clause on languages looks at one revision in all languages),
INV-13 (anyone reads what was published and nothing beside it); and law 3: an act that waits binds
each language as it stands, so that any change of any language voids the keys.
"""

import copy
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import finding
import papers
import signing
from cochair.features.acts import actions as acts
from cochair.features.acts import queries as binding
from cochair.features.acts.models import JointAct
from cochair.features.compliance import queries as results
from cochair.features.documents import queries
from cochair.features.documents.models import Document, Expression, Publication, Revision
from cochair.features.languages import actions as languages
from cochair.features.languages.states import Origin
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.publications import actions as publishing
from cochair.features.publications import queries as public
from cochair.features.register import actions as register
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from papers import words
from world import NOW

CLAUSE, REASON = "A.7", "Nobody can wait for the last language."
CODES = ("en", "es", "pt")
MARKINGS = ("public", "forum", "presidencies", "internal")
MINUTE = timedelta(minutes=1)
# These are out in every language when chance begins, so that little of it is lost on the way there.
START = (
    ("LEAGUE", "public"),
    ("LEAGUE", "internal"),
    ("CONCERT", "public"),
    ("CONCERT", "internal"),
)
MOST = 6
DEEDS = ("write", "write", "write", "hold back", "let go", "send", "revise", "confirm", "widen",
         "withdraw", "propose", "propose", "sign", "sign", "sign both", "register")  # fmt: skip
STEP = st.tuples(
    st.sampled_from(DEEDS),
    st.sampled_from((0, 0, 0, 2, 2, 1, 3, *range(MOST))),
    st.sampled_from(CODES),
    st.sampled_from(("", "", "editorial", "courtesy")),
)


class Papers:
    """Papers of both Parties, written, released, circulated, published, withdrawn as chance has it."""

    def __init__(self, forum: Forum, meeting: str, hats: Mapping[str, ActingOffice]) -> None:
        self.forum, self.meeting, self.hats = forum, meeting, hats
        self.now = NOW
        self.written = 0
        self.papers: list[Document] = []
        for party, marking in START:
            self.registers(party, marking)
            for language in CODES:
                self.writes(len(self.papers) - 1, language, "")
            self.sends(len(self.papers) - 1)
        self.proposes(0)

    def step(self, deed: str, number: int, language: str, looks: str) -> None:
        """One thing that somebody does, or tries to."""
        if deed in {"write", "hold back"}:
            self.writes(number, language, looks, is_released=deed == "write")
        elif deed in {"revise", "confirm", "widen", "withdraw"}:
            self.changes(number, deed)
        elif deed in {"sign", "sign both"}:
            self.signs(
                ("LEAGUE", "CONCERT")
                if deed == "sign both"
                else ("LEAGUE", "CONCERT")[number % 2 :][:1]
            )
        elif deed == "register":
            self.registers(("LEAGUE", "CONCERT")[number % 2], MARKINGS[number % 4])
        else:
            {"let go": self.lets_go, "send": self.sends, "propose": self.proposes}[deed](number)

    def registers(self, party: str, marking: str) -> None:
        if len(self.papers) == MOST:
            return
        made = papers.entered(
            self.forum,
            by=self.hats[party],
            at=self.now,
            title={"en": f"title{len(self.papers)}"},
            marking=marking,
            meeting=self.meeting,
        )
        # The clause asks of these alone, and the small forum has no words for them.
        Document.objects.filter(pk=made.pk).update(kind="agenda", originator=f"{party}_PRES")
        self.papers.append(made)

    def writes(self, number: int, language: str, looks: str, *, is_released: bool = True) -> None:
        paper, by = self._one(number)
        self.written += 1
        word = f"word{self.written}x"
        draft = languages.Draft(
            language,
            words(f"We say {word}.", "We agree."),
            origin=Origin.MACHINE if looks == "courtesy" else Origin.TRANSLATED,
            courtesy=looks == "courtesy",
            editorial=looks == "editorial",
        )
        made = self._attempt(
            lambda: languages.add_edition(
                papers.last(paper), draft, seen=self._seen(paper), by=by, at=self.now
            )
        )
        if made is not None and is_released:
            self._release(made, by)

    def lets_go(self, number: int) -> None:
        paper, by = self._one(number)
        rows = Expression.objects.filter(released_at=None, revision__document=paper)
        for one in rows.select_related("revision__document__forum"):
            self._release(one, by)

    def sends(self, number: int) -> None:
        paper, by = self._one(number)
        self._attempt(
            lambda: register.circulate(
                paper, purpose="comment", until=None, seen=self._seen(paper), by=by, at=self.now
            )
        )

    def changes(self, number: int, deed: str) -> None:
        paper, by = self._one(number)
        said = {"seen": self._seen(paper), "by": by, "at": self.now}
        stale = Expression.objects.filter(revision=papers.last(paper), state="stale").first()
        if deed == "revise":
            self._attempt(lambda: register.revise(paper, source="en", summary="", **said))
        elif deed == "widen":
            self._attempt(lambda: publishing.widen(paper, marking="public", **said))
        elif deed == "confirm" and stale is not None:
            self._attempt(lambda: languages.confirm(stale, **said))
        elif deed == "withdraw" and number > len(START):
            self._attempt(lambda: register.withdraw(paper, reason="Wrong.", **said))

    def proposes(self, number: int) -> None:
        paper, by = self._one(number)
        act = self._attempt(
            lambda: publishing.propose_publication(
                paper, reason=REASON, seen=self._seen(paper), by=by, at=self.now
            )
        )
        if act is not None:
            self._turn(act, "LEAGUE")

    def signs(self, keys: tuple[str, ...]) -> None:
        act = JointAct.objects.filter(state__in=binding.OPEN).order_by("pk").last()
        if act is None:
            return
        for party in keys:
            self._turn(act, party)

    def look(self) -> None:
        """Every invariant but that of search, which takes long, as it stands now."""
        self.neither_party_reads_counts_or_finds_what_the_other_keeps_for_itself()
        self.anyone_reads_exactly_what_was_published()
        self.an_act_that_waits_binds_every_language_as_it_stands()
        self.the_clause_on_languages_looks_at_one_revision_in_all()

    def neither_party_reads_counts_or_finds_what_the_other_keeps_for_itself(self) -> None:
        """INV-4; a draft is its authors' own, whatever its marking."""
        for party in ("LEAGUE", "CONCERT"):
            theirs = Document.objects.filter(forum=self.forum).exclude(party__code=party)
            closed = [
                row for row in theirs if row.circulated_at is None or row.marking == "internal"
            ]
            for name in (party, f"{party} presidency", f"{party} delegation"):
                hat = self.hats[name]
                seen = queries.visible(self.forum, hat, self.now)
                assert not seen.filter(pk__in=[row.pk for row in closed]).exists(), name
                names = [queries.name_of(row) for row in closed]
                assert not queries.by_symbol(self.forum, names, hat, self.now), name

    def a_search_finds_what_its_reader_may_open(self) -> None:
        """INV-4 and INV-13, in search: nobody finds a word that no open edition has."""
        for name in ("LEAGUE delegation", "CONCERT presidency", None):
            hat = self.hats[name] if name else None
            found = finding.places(self.forum, "word*", hat, at=self.now)
            may = self._open_to_anyone() if hat is None else self._open_to(hat)
            assert {item for item, _place in found} <= may, name

    def anyone_reads_exactly_what_was_published(self) -> None:
        """INV-13."""
        shown = public.published(self.forum)
        assert {one.document.pk for one in shown} == self._open_to_anyone()
        for one in shown:
            act = one.publication.act
            assert act.effective_at == one.at
            bound = act.body["editions"]
            assert {code: row.edition for code, row in one.editions.items()} == bound
            assert all(row.released_at is not None for row in one.editions.values())

    def an_act_that_waits_binds_every_language_as_it_stands(self) -> None:
        """Law 3: whatever changed, in whatever language, the keys on it were voided."""
        for act in JointAct.objects.filter(state__in=binding.OPEN).select_related("forum"):
            assert binding.digest(act) == act.digest
        for key_digest, digest in JointAct.objects.exclude(effective_at=None).values_list(
            "keys__digest", "digest"
        ):
            assert key_digest == digest

    def the_clause_on_languages_looks_at_one_revision_in_all(self) -> None:
        """INV-5."""
        judged = results.results(self.forum, self.now).by_clause.get(CLAUSE, results.NO_RESULTS)
        found = {one.target.id: one.outcome for one in judged}
        for paper in Document.objects.filter(forum=self.forum):
            out = Revision.objects.filter(document=paper, circulated_at__isnull=False)
            if paper.withdrawn_at or paper.marking not in {"public", "forum"} or not out.exists():
                assert paper.slug not in found
                continue
            standing = queries.released(out.order_by("number").last()).values()
            there = {row.language for row in standing if not row.courtesy and row.stale_at is None}
            assert (found[paper.slug] is Outcome.MET) == (there == set(CODES)), paper.slug

    def _open_to(self, hat: ActingOffice) -> set[int]:
        rows = queries.visible(self.forum, hat, self.now).exclude(circulated_at=None)
        return set(rows.filter(withdrawn_at=None).values_list("pk", flat=True))

    def _open_to_anyone(self) -> set[int]:
        return set(Publication.objects.values_list("revision__document", flat=True))

    def _one(self, number: int) -> tuple[Document, ActingOffice]:
        paper = self.papers[number % len(self.papers)]
        row = Document.objects.select_related("forum", "party").get(pk=paper.pk)
        return row, self.hats[row.party.code]

    def _seen(self, paper: Document) -> int:
        return int(Document.objects.values_list("version", flat=True).get(pk=paper.pk))

    def _turn(self, act: JointAct, party: str) -> None:
        by = self.hats[f"{party} presidency"]
        self._attempt(lambda: acts.turn_key(act, seen=act.digest, by=by, at=self.now))

    def _release(self, one: Expression, by: ActingOffice) -> None:
        paper = one.revision.document
        self._attempt(lambda: languages.release(one, seen=self._seen(paper), by=by, at=self.now))

    def _attempt[T](self, deed: Callable[[], T]) -> T | None:
        self.now: datetime = self.now + MINUTE
        try:
            with transaction.atomic():
                return deed()
        except Refused:
            return None


@pytest.fixture
def at_first(small_forum: Forum) -> Papers:
    """Four papers that are out in every language, and somebody in every office that matters."""
    hats = {
        "LEAGUE": signing.secretariat(small_forum),
        "LEAGUE presidency": signing.league(small_forum),
        "LEAGUE delegation": papers.somebody(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"),
        "CONCERT": papers.somebody(small_forum, Role.SECRETARIAT, "CONCERT"),
        "CONCERT presidency": signing.concert(small_forum),
        "CONCERT delegation": papers.somebody(small_forum, Role.DELEGATION_HEAD, "CONCERT", "XL"),
    }
    return Papers(small_forum, signing.planned(small_forum).slug, hats)


def walked(at_first: Papers, steps: list[tuple[str, int, str, str]]) -> None:
    """Take the steps, look after each, and undo them all."""
    with transaction.atomic():
        people = copy.copy(at_first)
        people.papers = list(at_first.papers)
        for one in steps:
            people.step(*one)
            people.look()
        people.a_search_finds_what_its_reader_may_open()
        transaction.set_rollback(True)


QUICK = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@given(steps=st.lists(STEP, min_size=12, max_size=14))
@settings(QUICK)
def test_whatever_is_done_with_papers_no_wall_opens(
    at_first: Papers, steps: list[tuple[str, int, str, str]]
) -> None:
    walked(at_first, steps)


@pytest.mark.soak
@given(steps=st.lists(STEP, min_size=30, max_size=60))
@settings(QUICK, max_examples=300, derandomize=False)
def test_for_a_long_time_no_wall_opens(
    at_first: Papers, steps: list[tuple[str, int, str, str]]
) -> None:
    walked(at_first, steps)
