"""A corrigendum of one language: numbered, shown, and no business of the other languages (CB-36)."""

from datetime import timedelta

import pytest
from django.urls import reverse

import papers
import signing
from cochair.features.acts import actions as acts
from cochair.features.documents import facts, queries
from cochair.features.documents.models import Document
from cochair.features.languages import actions as languages
from cochair.features.printing import heading
from cochair.features.publications import actions as publishing
from cochair.features.publications import queries as published
from cochair.features.register import actions as register
from cochair.procedure.refusal import Refused
from cochair.procedure.symbol import read_symbol
from matrix import Scene
from papers import words
from world import NOW

TEXT = {"en": words("Twelve ports."), "es": words("Veinte puertos."), "pt": words("Doze portos.")}
RIGHT = words("Doce puertos.")


def page(name: str, *more: object) -> str:
    return reverse(f"documents:{name}", args=["league-concert", *more])


def corrigendum(of: Document, language: str = "es", **more: object) -> Document:
    """A corrigendum of one language, registered and sent by the League."""
    made = papers.entered(
        of.forum,
        **{
            "kind": "corrigendum",
            "of": of,
            "suffix": "COR",
            "corrects": language,
            "source": language or "en",
            "marking": of.marking,
            **more,
        },
    )
    papers.written(made, language or "en", words("En lugar de «veinte», léase «doce»."))
    return papers.sent(made)


def editions(document: Document):
    return queries.released(papers.last(papers.fresh(document)))


def test_it_has_a_number_behind_its_work_and_names_its_language(small_forum) -> None:
    paper = papers.circulated(small_forum, TEXT)
    first, second = corrigendum(paper), corrigendum(paper, "pt")

    assert queries.name_of(first) == "LEAGUE-CONCERT/2031/1 COR 1 (es)"
    assert queries.name_of(second, 1) == "LEAGUE-CONCERT/2031/1 COR 2 REV 1 (pt)"
    symbol, revision = read_symbol("league-concert/2031/1 cor 2 rev 1 (pt)")
    assert (symbol.slug, revision) == (second.slug, 1)


def test_it_is_written_and_owed_in_its_language_alone(small_forum) -> None:
    paper = papers.circulated(small_forum, TEXT)
    with pytest.raises(Refused):
        corrigendum(paper, "es", source="en")
    cor = corrigendum(paper)

    with pytest.raises(Refused):
        papers.written(cor, "en", words("For twenty read twelve."))
    assert next(one for one in facts.documents(small_forum) if one.id == cor.slug).only == "es"
    assert queries.languages_of(cor, ["en", "es", "pt"]) == ("es",)


def test_words_put_right_by_it_leave_the_others_alone_and_void_the_keys(small_forum) -> None:
    paper = papers.circulated(small_forum, TEXT, marking="public")
    by = signing.secretariat(small_forum)
    act = publishing.propose_publication(
        papers.fresh(paper), reason="", seen=papers.fresh(paper).version, by=by, at=NOW
    )
    acts.turn_key(act, seen=act.digest, by=signing.league(small_forum), at=NOW)
    cor = corrigendum(paper)

    papers.written(paper, "es", RIGHT, corrigendum=cor)

    found = editions(paper)
    assert {code: one.state for code, one in found.items()} == dict.fromkeys(TEXT, "released")
    assert found["es"].corrigendum == cor and found["en"].corrigendum is None
    act.refresh_from_db()
    assert act.state == "void"


def test_a_change_in_substance_without_one_makes_the_others_stale(small_forum) -> None:
    paper = papers.circulated(small_forum, TEXT)
    papers.written(paper, "es", RIGHT)

    assert editions(paper)["en"].state == editions(paper)["pt"].state == "stale"


@pytest.mark.parametrize("case", ["another language", "another work", "a draft", "withdrawn"])
def test_only_a_corrigendum_of_this_language_that_went_out_puts_words_right(
    small_forum, case: str
) -> None:
    paper = papers.circulated(small_forum, TEXT)
    other = papers.circulated(small_forum, TEXT)
    if case == "another language":
        cor = corrigendum(paper, "pt")
    elif case == "another work":
        cor = corrigendum(other)
    elif case == "a draft":
        cor = papers.entered(
            small_forum, kind="corrigendum", of=paper, suffix="COR", corrects="es", source="es"
        )
    else:
        cor = corrigendum(paper)
        by = signing.secretariat(small_forum)
        register.withdraw(cor, reason="Wrong.", seen=papers.fresh(cor).version, by=by, at=NOW)
        cor.refresh_from_db()

    draft = languages.Draft("es", RIGHT, corrigendum=cor)
    with pytest.raises(Refused):
        languages.add_edition(
            papers.last(paper),
            draft,
            seen=papers.fresh(paper).version,
            by=signing.secretariat(small_forum),
            at=NOW,
        )


def test_the_page_of_the_work_and_every_print_of_that_language_say_so(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum, TEXT)
    cor = corrigendum(paper)
    client, number = at_work.client("delegation"), "COR 1 (es)"

    spanish = client.get(page("document", paper.slug), {"text": "es"}).text
    english = client.get(page("document", paper.slug), {"text": "en"}).text
    note = "There is a corrigendum to this text:"
    assert note in spanish and number in spanish and note not in english

    lines = {one.name: one.words for one in heading.of(editions(paper)["es"]).lines}
    assert lines["corrigenda"].endswith(number)
    assert "corrigenda" not in {one.name for one in heading.of(editions(paper)["en"]).lines}
    own = {one.name: one.words for one in heading.of(editions(cor)["es"]).lines}
    assert own["corrects"] == f"{queries.name_of(paper)}, español"

    write = at_work.client("secretariat").get(page("write", paper.slug, "es")).text
    assert number in write
    at_work.client("secretariat").post(
        page("write", paper.slug, "es"),
        {"seen": papers.fresh(paper).version, "text": "Doce puertos.", "corrigendum": cor.slug},
    )
    at_work.client("secretariat").post(
        page("release", paper.slug, "es"), {"seen": papers.fresh(paper).version}
    )
    assert (
        "This text includes the corrections in"
        in client.get(page("document", paper.slug), {"text": "es"}).text
    )
    lines = {one.name: one.words for one in heading.of(editions(paper)["es"]).lines}
    assert lines["corrected"].endswith(number) and "corrigenda" not in lines


def test_the_form_asks_which_language_only_for_a_corrigendum(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum, TEXT)
    client = at_work.client("secretariat")
    asked = "Language that it corrects"

    assert asked in client.get(page("new"), {"of": paper.slug, "suffix": "COR"}).text
    assert asked not in client.get(page("new"), {"of": paper.slug, "suffix": "ADD"}).text
    assert asked not in client.get(page("new")).text
    made = client.post(
        page("new"),
        {
            "kind": "corrigendum", "source": "es", "title_es": "Corrección", "originator": "NONE",
            "marking": "forum", "of": paper.slug, "suffix": "COR", "corrects": "es",
        },
    )  # fmt: skip
    assert made.status_code == 302 and "cor-1" in made.url and made.url.endswith("/text/es/")


def test_a_corrigendum_that_others_may_not_read_is_named_to_nobody(at_work: Scene) -> None:
    paper = papers.circulated(at_work.forum, TEXT)
    cor = corrigendum(paper, marking="presidencies")

    shown = at_work.client("delegation").get(page("document", paper.slug), {"text": "es"}).text
    assert "COR 1" not in shown
    assert (
        "COR 1"
        in at_work.client("secretariat").get(page("document", paper.slug), {"text": "es"}).text
    )
    assert cor.slug not in str(heading.of(editions(paper)["es"]).lines)


def test_the_public_register_names_one_that_both_published_and_no_other(at_work: Scene) -> None:
    forum = at_work.forum
    paper = papers.circulated(forum, TEXT, marking="public")
    cor = corrigendum(paper)
    hidden = corrigendum(paper)
    for one in (paper, cor):
        fresh = papers.fresh(one)
        by = signing.secretariat(forum)
        act = publishing.propose_publication(fresh, reason="", seen=fresh.version, by=by, at=NOW)
        for hat in (signing.league(forum), signing.concert(forum)):
            acts.turn_key(act, seen=act.digest, by=hat, at=NOW + timedelta(minutes=1))

    assert [row.document for row in published.corrigenda(paper)] == [cor]
    public = at_work.client("anonymous")
    spanish = public.get(reverse("public:expression", args=[forum.slug, paper.slug, "es"])).text
    english = public.get(reverse("public:expression", args=[forum.slug, paper.slug, "en"])).text
    assert "COR 1 (es)" in spanish and "COR" not in english.partition("<main")[2]
    assert hidden.slug not in spanish
    said = public.get(reverse("public:document-json", args=[forum.slug, cor.slug])).json()
    assert said["corrects"] == "es"
    assert "COR 1 (es)" in public.get(reverse("public:register", args=[forum.slug])).text
