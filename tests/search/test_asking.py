"""Questions as people and machines type them; each is read, and none reaches a database as its language."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import finding
import papers
import signing
from cochair.features.documents import analysis
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.search import expression, glossary, question
from cochair.features.search.question import read
from cochair.kernel.search import Filters
from papers import words

LANGUAGES = ("en", "es", "pt")
HOSTILE = [
    "", " ", "\0", "a\0b", '"', '""', '"""', "'", "''", "*", "-", "--", "-*", "a*b*", "(", ")", "((((", ":", "words:a",
    "words : ( a", "stems:es_a OR words:b", "{words stems} : a", "^a", "a NEAR b", "NEAR(a b, 2)", "a AND", "OR", "NOT a",
    "a + b", "'a' <-> 'b'", "a:*", "a & | ! b", "!a", "a:ABCD", "\\", "\\'", "a\\", "'; DROP TABLE search_passage; --",
    '" OR 1=1 --', "%s %(x)s {0} %", "🗝️👩🏽‍⚖️", "\u202e\u2066evil", "ﷺ", "½ ² ǆ ß ı İ", "e\u0301", "a" * 50_000,
    "a " * 25_000, '"' * 50_000, "-a " * 25_000, "(" * 50_000, "* " * 500, "a*" * 500, "١٢٣ 二〇三一", "\ud800", "x_y __ _",
]  # fmt: skip


@pytest.fixture
def paper(small_forum: Forum) -> Document:
    return papers.circulated(
        small_forum,
        {
            "en": words(
                "See document EC-MIN/2026/3 REV 1, paragraph 12(a), of 5 March 2025.",
                "The joint declaration on ports was adopted.",
                "A declaration that is not joint, on 1,000 ports. The a b OR.",
            )
        },
        title={"en": "Ports"},
    )


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_is_answered(small_forum: Forum, paper: Document, typed: str) -> None:
    finding.places(small_forum, typed, signing.league(small_forum))


@pytest.mark.parametrize(
    ("typed", "paragraphs"),
    [
        ("EC-MIN/2026/3", "1"),
        ("ec min 2026 3", "1"),
        ("EC-MIN/2026", "1"),
        ("2026/3", "1"),
        ("EC-MIN/2026/31", ""),
        ("12(a)", "1"),
        ("1,000", "3"),
        ('"joint declaration"', "2"),
        ("“joint declaration”", "2"),
        ('"declaration joint"', ""),
        ("joint declaration", "23"),
        ("declaration -joint", ""),
        ('declaration -"not joint"', "2"),
        ('-"not joint" declarations', "2"),
        ("-declaration", ""),
        ("decl*", "23"),
        ("d*", ""),
        ("joint or declaration", "23"),
        ("declarations", "23"),
        ('"declarations"', ""),
        ("of the", "23"),
        ("THE DECLARATION", "23"),
        ("words:declaration", ""),
        ("declaration NOT joint", "3"),
    ],
)
def test_a_question_means_what_it_says(
    small_forum: Forum, paper: Document, typed: str, paragraphs: str
) -> None:
    found = finding.places(small_forum, typed, signing.league(small_forum))

    assert found - {(paper.pk, "")} == {(paper.pk, f"p-{number}") for number in paragraphs}


def test_a_document_is_found_by_its_number_and_by_those_that_others_give_it(
    small_forum: Forum, paper: Document
) -> None:
    from cochair.features.register import actions as register

    hat = signing.concert(small_forum)
    by = signing.secretariat(small_forum)
    fresh = papers.fresh(paper)
    register.add_alias(
        fresh, party="LEAGUE", symbol="ST 10583/24", seen=fresh.version, by=by, at=finding.NOW
    )
    symbol = f"{paper.series}/2031/{paper.number}"

    for typed in (symbol, symbol.lower(), f"{paper.series} 2031", "ST 10583/24", "10583/24"):
        assert finding.places(small_forum, typed, hat) == {(paper.pk, "")}, typed


def test_more_than_can_be_asked_is_cut_and_said_to_be() -> None:
    assert read("a" * 2000, LANGUAGES, glossary.NO_TERMS).is_cut
    assert read("abc " * 25, LANGUAGES, glossary.NO_TERMS).is_cut
    assert not read("abc " * 24, LANGUAGES, glossary.NO_TERMS).is_cut


def test_a_search_is_narrowed_by_series_kind_meeting_language_and_day(small_forum: Forum) -> None:
    hat = signing.league(small_forum)
    council = signing.planned(small_forum)
    text = {"en": words("A ship."), "es": words("Un ship.")}
    first = papers.circulated(small_forum, text)
    second = papers.circulated(small_forum, text, kind="room_document", meeting=council.slug)
    day = finding.NOW.date()

    def items(**to: object) -> set[int]:
        return {item for item, _ in finding.places(small_forum, "ship", hat, **to)}

    assert items() == {first.pk, second.pk}
    assert items(kind="room_document") == items(meeting=council.slug) == {second.pk}
    assert items(series=first.series) == (
        {first.pk, second.pk} if first.series == second.series else {first.pk}
    )
    assert items(series="NONE") == items(kind="no_such_kind") == set()
    assert items(since=day, until=day) == {first.pk, second.pk}
    assert items(until=day.replace(year=2030)) == items(since=day.replace(year=2032)) == set()
    for language in ("en", "es"):
        found = finding.found(small_forum, "ship", hat, language=language)
        groups = [one for one in found.groups if one.kind == "document"]
        assert {hit.language for group in groups for hit in group.hits} == {language}
    assert Filters() == Filters(series="")


WORDS = some.sampled_from(
    ["port", "ports", "puerto", "puertos", "porto", "reunião", "reuniões", "reunion", "de", "2026", "EC-MIN/2026/3", "ção"]
)  # fmt: skip
TYPED = some.lists(
    some.tuples(some.sampled_from(["", "-", '"', '-"']), WORDS, some.sampled_from(["", "*", " "])),
    min_size=1,
    max_size=5,
)


@given(TYPED, some.lists(some.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=5))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_finds_exactly_what_the_expression_means(
    small_forum: Forum, typed: list[tuple[str, str, str]], texts: list[list[str]]
) -> None:
    """The same on SQLite and PostgreSQL, for both are held to the same meaning."""
    from cochair.features.search import index
    from cochair.features.search.models import Passage

    said = " ".join(f"{before}{word}{after}{before.strip('-')}" for before, word, after in typed)
    asked = question.read(said, LANGUAGES, glossary.NO_TERMS)
    Passage.objects.all().delete()
    rows = []
    for place, one in enumerate(texts):
        language = LANGUAGES[place % len(LANGUAGES)]
        (text, forms), *_rest = analysis.passages(" ".join(one), language)
        rows.append(
            index.Row("test", place, language, "p", "", place, "", text, True, False, forms)
        )
    index.put(small_forum, rows)
    if asked.wide is None:
        return

    found = set(index.newest(Passage.objects.all(), asked.wide).values_list("item", flat=True))

    assert found == {
        row.item
        for row in rows
        if expression.found(asked.wide, analysis.tokens(row.text, row.language)) is not None
    }
