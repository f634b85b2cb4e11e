"""The register: numbers, markings, revisions, and what one may not see (domain.md B.10, C.8)."""

import pytest

import papers
import signing
from cochair.features.documents import queries
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.register import actions as register
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.procedure.symbol import Symbol, read_symbol
from cochair.web.errors import StaleVersion
from papers import words
from world import NOW


def test_numbers_follow_each_other_in_a_series_and_a_non_paper_takes_none(
    small_forum: Forum,
) -> None:
    first, other = papers.entered(small_forum), papers.entered(small_forum)
    non_paper = papers.entered(small_forum, kind="non_paper")

    assert (first.number, other.number) == (1, 2)
    assert first.slug == f"{first.series.lower()}-2031-1"
    assert non_paper.number is None and non_paper.slug.startswith("np-")
    assert papers.entered(small_forum).number == 3


def test_a_refused_entry_takes_no_number(small_forum: Forum) -> None:
    with pytest.raises(Refused):
        papers.entered(small_forum, kind="novel", title={})

    assert papers.entered(small_forum).number == 1


def test_addenda_and_corrigenda_have_numbers_of_their_own_behind_the_work(
    small_forum: Forum,
) -> None:
    work = papers.entered(small_forum)
    parts = [
        papers.entered(
            small_forum, of=work, suffix=suffix, corrects=language, source=language or "en"
        )
        for suffix, language in (("ADD", ""), ("COR", "es"), ("ADD", ""))
    ]

    assert [one.slug.removeprefix(work.slug) for one in parts] == ["-add-1", "-cor-1", "-add-2"]
    with pytest.raises(Refused):
        papers.entered(small_forum, of=parts[0], suffix="ADD")


@pytest.mark.parametrize(
    ("written", "symbol", "revision"),
    [
        ("EC-MIN/2026/3", Symbol("EC-MIN", 2026, 3), 0),
        ("ec-min/2026/3 rev 2", Symbol("EC-MIN", 2026, 3), 2),
        ("EC/2026/12 ADD 1 REV 1", Symbol("EC", 2026, 12, "ADD", 1), 1),
        (" EC/2026/12  COR 2 ", Symbol("EC", 2026, 12, "COR", 2), 0),
        ("EC/2026/12 INIT", Symbol("EC", 2026, 12), 0),
    ],
)
def test_a_symbol_is_read_as_people_write_it(written: str, symbol: Symbol, revision: int) -> None:
    assert read_symbol(written) == (symbol, revision)


@pytest.mark.parametrize(
    "written", ["", "EC", "EC/26/1", "EC/2026/0", "EC/2026/1 REV 0", "10583/24"]
)
def test_what_is_no_symbol_is_none(written: str) -> None:
    assert read_symbol(written) is None


def test_a_draft_is_seen_by_its_party_alone_and_a_circulated_paper_by_its_marking(
    small_forum: Forum,
) -> None:
    ours, theirs = signing.league(small_forum), signing.concert(small_forum)
    delegation = papers.somebody(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    draft = papers.entered(small_forum)
    papers.written(draft, "en", words("One."))
    assert papers.sees(draft, ours) and not papers.sees(draft, theirs)

    papers.sent(draft)
    internal = papers.circulated(small_forum, marking="internal")
    narrow = papers.circulated(small_forum, marking="presidencies")

    assert papers.sees(draft, theirs) and papers.sees(draft, delegation)
    assert papers.sees(internal, delegation) and not papers.sees(internal, theirs)
    assert papers.sees(narrow, theirs) and not papers.sees(narrow, delegation)
    assert not papers.sees(draft, None)


def test_the_journal_names_a_narrow_paper_by_nothing_that_tells(small_forum: Forum) -> None:
    wide = papers.circulated(small_forum)
    narrow = papers.circulated(small_forum, marking="presidencies")

    shared = Entry.objects.filter(forum=small_forum.slug, space="shared", about_kind="document")
    assert {one.about_id for one in shared} == {wide.key, narrow.key}
    said = str([(one.about_id, one.facts) for one in shared])
    assert "/2031/" not in said.upper() and not any(row.slug in said for row in (wide, narrow))


def test_a_revision_begins_when_the_last_one_is_out_and_a_late_writer_is_told(
    small_forum: Forum,
) -> None:
    by = signing.secretariat(small_forum)
    paper = papers.entered(small_forum)
    papers.written(paper, "en", words("One."))
    with pytest.raises(Refused):
        register.revise(
            papers.fresh(paper),
            source="en",
            summary="",
            seen=papers.fresh(paper).version,
            by=by,
            at=NOW,
        )

    paper = papers.sent(paper)
    made = register.revise(
        paper, source="es", summary="New dates", seen=paper.version, by=by, at=NOW
    )

    assert (made.number, made.source) == (1, "es")
    with pytest.raises(StaleVersion):
        register.withdraw(paper, reason="Wrong", seen=paper.version, by=by, at=NOW)
    assert Document.objects.get(pk=paper.pk).withdrawn_at is None


def test_nothing_is_circulated_that_nobody_could_read(small_forum: Forum) -> None:
    paper = papers.entered(small_forum)
    papers.written(paper, "en", words("One."), released=False)

    with pytest.raises(Refused):
        papers.sent(paper)


def test_a_number_under_which_its_office_finds_another_document_is_noted_of_no_second_one(
    small_forum: Forum,
) -> None:
    """Whoever cites the declaration by its number would be led to another paper."""
    declaration, other = papers.circulated(small_forum), papers.circulated(small_forum)

    def noted(paper: Document, symbol: str) -> None:
        seen = papers.fresh(paper).version
        register.add_alias(
            paper, party="", symbol=symbol, seen=seen, by=signing.secretariat(small_forum), at=NOW
        )

    noted(declaration, "ST 77/31")
    noted(declaration, "ST 77/31")
    for taken in (
        queries.name_of(declaration),
        f"{queries.name_of(declaration)} REV 1",
        "ST 77/31",
    ):
        with pytest.raises(Refused, match="is already in the register"):
            noted(other, taken)
    noted(other, "ST 78/31")

    assert [one.symbol for one in papers.fresh(other).aliases.all()] == ["ST 78/31"]
