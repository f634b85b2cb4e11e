"""The translation memory: whoever may not read a document gets nothing of it from there either."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

import filed
import papers
import signing
from cochair.features.documents.models import Document, StoredFile, Unit
from cochair.features.meetings.models import Meeting
from cochair.features.publications import actions as publishing
from cochair.features.translation_memory import actions, matches, queries
from cochair.formats import tmx, xliff
from cochair.formats.paragraphs import Run
from cochair.formats.tmx import Pair
from cochair.formats.units import Unit as Piece
from matrix import Scene
from world import NOW

TEXT = {
    "en": papers.words("We look after every harbour of the coast."),
    "es": papers.words("Cuidamos de todos los puertos de la costa."),
}


def page(name: str, *more: object) -> str:
    return reverse(f"documents:{name}", args=["league-concert", *more])


def counted(forum, hat) -> int:
    """How many pairs of English and Spanish a hat may read."""
    found = {(one.source, one.target): one for one in queries.counts(forum, hat, NOW)}
    one = found.get(("en", "es"))
    return one.register + one.brought if one else 0


def test_a_draft_and_a_paper_of_the_presidencies_help_only_those_who_read_them(small_forum) -> None:
    league, concert = signing.secretariat(small_forum), signing.concert(small_forum)
    delegation = papers.somebody(small_forum, "delegation_head", "LEAGUE", "XN")
    draft = papers.entered(small_forum, by=league)
    for language, text in TEXT.items():
        papers.written(draft, language, text, by=league)
    assert (counted(small_forum, league), counted(small_forum, concert)) == (1, 0)

    papers.circulated(small_forum, TEXT, by=league, marking="presidencies")
    assert counted(small_forum, concert) == 1
    assert counted(small_forum, delegation) == 0

    papers.sent(draft, by=league)
    assert counted(small_forum, delegation) == 1


@pytest.mark.parametrize("marked", ["en", "es"])
def test_a_pair_gives_the_words_of_both_languages_and_waits_while_either_is_held(
    small_forum, marked: str
) -> None:
    league, concert = signing.secretariat(small_forum), signing.concert(small_forum)
    file = filed.kept(small_forum, league, "LIMITE")
    paper = papers.entered(small_forum, by=league)
    for language, text in TEXT.items():
        more = {"file": file} if language == marked else {}
        papers.written(paper, language, text, by=league, **more)
    papers.sent(paper, by=league)

    assert (counted(small_forum, league), counted(small_forum, concert)) == (1, 0)
    StoredFile.objects.filter(pk=file.pk).update(released_at=NOW)
    assert counted(small_forum, concert) == 1


@pytest.mark.parametrize("how", ["in both", "in the source alone", "taken out"])
def test_what_was_changed_before_it_went_out_helps_nobody_else(small_forum, how: str) -> None:
    league, concert = signing.secretariat(small_forum), signing.concert(small_forum)
    stays = tuple(TEXT[code][0].text for code in ("en", "es"))
    paper = papers.entered(small_forum, by=league)
    papers.written(paper, "en", papers.words(stays[0], "We would give in at twenty ships."))
    papers.written(paper, "es", papers.words(stays[1], "Cederíamos con veinte barcos."))
    left = () if how == "taken out" else ("We are open for talks.",)
    papers.written(paper, "en", papers.words(stays[0], *left), editorial="alone" in how)
    if "alone" not in how:
        left = () if how == "taken out" else ("Estamos abiertos a hablar.",)
        papers.written(paper, "es", papers.words(stays[1], *left))

    papers.sent(paper, by=league)

    said = queries.readable(small_forum, concert, NOW).values_list("source", "target")
    assert stays in said
    assert "We would give in at twenty ships." not in {words for pair in said for words in pair}


def test_a_later_secret_translation_does_not_hide_an_open_one(small_forum) -> None:
    league, concert = signing.secretariat(small_forum), signing.concert(small_forum)
    papers.circulated(small_forum, TEXT, by=league)
    papers.circulated(
        small_forum,
        {**TEXT, "es": papers.words("Otra cosa muy distinta.")},
        by=league,
        marking="internal",
    )
    asked = papers.circulated(small_forum, {"en": TEXT["en"]}, by=concert)
    unit = Piece("p-1", TEXT["en"][0].runs)

    found = matches.known(asked, "en", "es", [unit], concert, NOW)

    assert found["p-1"].target == TEXT["es"][0].text
    assert found["p-1"].symbol.startswith("LEAGUE-CONCERT/2031/")


def test_what_is_nearly_the_same_is_shown_with_how_alike_it_is(small_forum) -> None:
    papers.circulated(small_forum, TEXT)
    asked = papers.circulated(small_forum, {"en": papers.words("Ships.")})
    near = Piece("p-1", (Run("We look after every harbour of the north coast."),))
    far = Piece("p-2", (Run("Ministers adopt a declaration on lighthouses."),))

    found = matches.alike(asked, "en", "es", [near, far], signing.secretariat(small_forum), NOW)

    assert set(found) == {"p-1"} and 75 <= found["p-1"].percent < 100


def published(forum, texts=TEXT) -> Document:
    """A paper that both Parties published."""
    paper = papers.circulated(forum, texts, marking="public")
    by, reason = signing.secretariat(forum), "The press meets today."
    act = publishing.propose_publication(
        papers.fresh(paper), reason=reason, seen=papers.fresh(paper).version, by=by, at=NOW
    )
    signing.both_sign(forum, act)
    return paper


def filled_in(octets: bytes) -> str:
    """What the first paragraph of a file for a translator is filled in with."""
    return "".join(run.text for run in xliff.read(octets).told.get("p-1", ()))


@pytest.mark.parametrize("version", ["2", "1"])
def test_a_file_for_a_translator_says_where_a_match_is_from(at_work: Scene, version: str) -> None:
    first = published(at_work.forum)
    second = papers.circulated(at_work.forum, {"en": TEXT["en"]})

    out = at_work.client("secretariat").get(page("xliff", second.slug, "es", version)).content

    assert b"100" in out and papers.queries.name_of(first).encode() in out
    assert filled_in(out) == TEXT["es"][0].text


@pytest.mark.parametrize("marking", ["internal", "presidencies", "participants", "forum", "public"])
def test_a_file_for_a_translator_carries_no_words_that_are_not_open_to_all(
    at_work: Scene, marking: str
) -> None:
    meeting = Meeting.objects.filter(forum=at_work.forum).first()
    papers.circulated(at_work.forum, TEXT, marking=marking, meeting=meeting.slug)
    actions.bring(
        at_work.forum,
        [Pair("en", "es", TEXT["en"][0].text, "De un fichero.")],
        own_party=True,
        by=signing.secretariat(at_work.forum),
        at=NOW,
    )
    asked = papers.circulated(at_work.forum, {"en": TEXT["en"]}, meeting=meeting.slug)
    client = at_work.client("secretariat")

    out = client.get(page("xliff", asked.slug, "es", "2")).content
    here = client.get(page("paragraphs", asked.slug, "es")).text

    assert filled_in(out) == "" and TEXT["es"][0].text.encode() not in out
    assert b"De un fichero." not in out
    # On the page, which leaves nothing, its reader has what that reader may read.
    assert "De un fichero." in here


def test_words_changed_after_the_publication_do_not_go_out_and_the_papers_own_do(
    at_work: Scene,
) -> None:
    first = published(at_work.forum)
    later = papers.words("Cuidamos de algunos puertos.")
    papers.written(first, "es", later, editorial=True)
    second = papers.circulated(at_work.forum, {"en": TEXT["en"]})
    client = at_work.client("secretariat")

    other = client.get(page("xliff", second.slug, "es", "2")).content
    own = client.get(page("xliff", first.slug, "es", "2")).content

    assert b"algunos" not in other
    assert filled_in(own) == later[0].text


def test_a_page_fills_in_what_is_known_and_keeps_it_only_when_it_is_sent(at_work: Scene) -> None:
    papers.circulated(at_work.forum, TEXT)
    paper = papers.circulated(
        at_work.forum, {"en": (*TEXT["en"], *papers.words("", "Ships come and go.")[1:])}
    )
    client = at_work.client("secretariat")

    shown = client.get(page("paragraphs", paper.slug, "es"))
    assert "100 % match, filled in" in shown.text and TEXT["es"][0].text in shown.text
    assert "es" not in papers.queries.editions(papers.last(papers.fresh(paper)))
    client.post(
        page("paragraphs", paper.slug, "es"),
        {
            "seen": papers.fresh(paper).version,
            "u-p-1": TEXT["es"][0].text,
            "u-p-2": "Los barcos  van y vienen.",
        },
    )

    kept = papers.queries.editions(papers.last(papers.fresh(paper)))["es"]
    assert [one["id"] for one in kept.text] == ["p-1", "p-2"]
    assert kept.text[1]["runs"] == [{"text": "Los barcos van y vienen."}]
    assert kept.state == "in_revision" and not kept.courtesy


def test_a_tmx_file_is_shown_first_kept_once_and_stays_on_its_side(at_work: Scene) -> None:
    octets = tmx.write_tmx([Pair("en", "pt", "A ship & <a port>.", "Um navio.")], source="en")
    client = at_work.client("secretariat")
    Unit.objects.all().delete()

    shown = client.post(page("tmx-in"), {"file": SimpleUploadedFile("a.tmx", octets)})
    assert "Um navio." in shown.text and not Unit.objects.exists()
    seal = shown.text.partition('name="seal" value="')[2].partition('"')[0]
    for _twice in range(2):
        assert client.post(page("tmx-in"), {"seal": seal}).status_code == 302

    assert Unit.objects.count() == 2
    assert b"Um navio." in client.get(page("tmx", "en", "pt")).content
    other = at_work.client("other_presidency")
    assert b"Um navio." not in other.get(page("tmx", "en", "pt")).content
    client.post(page("tmx-in"), {"seal": seal, "for_all": "on"})
    assert b"Um navio." in other.get(page("tmx", "en", "pt")).content


@pytest.mark.parametrize(
    "octets",
    [
        b'<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><body/></tmx>',
        b'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>&x;</tmx>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><tmx/>'.encode("utf-16"),
        b"<tmx>" + b"<a>" * 3000,
        b"<martif/>",
        tmx.write_tmx([Pair("en", "es", "LIMITE", "Texto")], source="en"),
        tmx.write_tmx([Pair("en", "es", "RESTREINT UE", "Texto")], source="en"),
    ],
)
def test_a_hostile_or_marked_file_is_refused_with_a_reason(at_work: Scene, octets: bytes) -> None:
    before = Unit.objects.count()
    answer = at_work.client("secretariat").post(
        page("tmx-in"), {"file": SimpleUploadedFile("a.tmx", octets)}
    )
    assert answer.status_code == 422 and "Nothing was saved" in answer.text
    assert Unit.objects.count() == before


def test_codes_of_a_tool_are_no_words_and_what_they_enclose_is() -> None:
    file = b"""<tmx version="1.4"><body><tu><tuv xml:lang="en-GB"><seg>A <bpt i="1">{b}</bpt>
    <hi>ship</hi><ept i="1">{/b}</ept><ph>{img}</ph>.</seg></tuv>
    <tuv xml:lang="pt_BR"><seg>Um navio.</seg></tuv><tuv xml:lang="fr"><seg>Un navire</seg></tuv>
    </tu></body></tmx>"""

    assert tmx.read_tmx(file, ["en", "es", "pt"]) == [Pair("en", "pt", "A ship.", "Um navio.")]


@given(st.lists(st.tuples(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))))
def test_whatever_a_memory_says_comes_back(said: list[tuple[str, str]]) -> None:
    pairs = [
        Pair("en", "es", first, second)
        for one in said
        for first, second in [[" ".join(xliff.UNPRINTED.sub("", w).split()) for w in one]]
        if first and second
    ]
    assert tmx.read_tmx(tmx.write_tmx(pairs, source="en"), ["en", "es"]) == pairs
