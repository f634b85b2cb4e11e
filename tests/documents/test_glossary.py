"""The glossary of both sides: entered by one, confirmed by the other, and what departs from it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import papers
import signing
from cochair.features.documents.models import Confirmation, Expression, Term
from cochair.features.glossary import actions, breaches, queries, term_check
from cochair.features.glossary.actions import Entry
from cochair.features.glossary.breaches import Agreed
from cochair.features.parties import queries as parties
from cochair.formats import tmx
from cochair.formats.tmx import Concept
from cochair.journal.models import Entry as Line
from cochair.procedure.refusal import Refused
from cochair.web.errors import StaleVersion
from matrix import Scene
from world import NOW

TRAFFICKING = Entry(
    {
        "en": ["trafficking in human beings"],
        "es": ["trata de personas", "trata de seres humanos"],
        "pt": ["tráfico de pessoas"],
    },
    avoid={"es": ["tráfico de personas"]},
    source="Convention of 2000",
)


def page(name: str, *more: object) -> str:
    return reverse(f"documents:{name}", args=["league-concert", *more])


def agreed(forum, entry: Entry = TRAFFICKING) -> Term:
    """A term that both sides confirmed."""
    made = actions.add(forum, entry, by=signing.secretariat(forum), at=NOW)
    actions.confirm(forum, [(made.pk, 0)], by=signing.concert(forum), at=NOW)
    return made


def test_a_term_is_agreed_once_the_other_side_confirms_it(small_forum) -> None:
    made = actions.add(small_forum, TRAFFICKING, by=signing.secretariat(small_forum), at=NOW)
    again = actions.add(small_forum, TRAFFICKING, by=signing.secretariat(small_forum), at=NOW)
    assert again == made and not queries.agreed(small_forum).rows

    done = actions.confirm(small_forum, [(made.pk, 0)], by=signing.concert(small_forum), at=NOW)

    assert done == (made,)
    assert len(queries.agreed(small_forum).rows) == 1
    assert not actions.confirm(small_forum, [(made.pk, 0)], by=signing.concert(small_forum), at=NOW)
    assert [one.verb for one in Line.objects.filter(about_kind="term")] == [
        "term.added",
        "term.confirmed",
    ]


def test_names_by_which_the_other_side_stands_are_replaced_and_not_written_over(
    small_forum,
) -> None:
    old, league = agreed(small_forum), signing.secretariat(small_forum)
    better = Entry({"en": ["human trafficking"], "es": ["trata de personas"]})

    new = actions.change(old, better, seen=0, by=league, at=NOW)

    old.refresh_from_db()
    assert new.replaces == old and old.ended_at is None and old.words["en"] != new.words["en"]
    actions.confirm(small_forum, [(new.pk, 0)], by=signing.concert(small_forum), at=NOW)
    old.refresh_from_db()
    assert old.ended_at == NOW
    assert [row.words["en"] for row in queries.agreed(small_forum).rows] == [["human trafficking"]]


@pytest.mark.parametrize("way", ["add", "change"])
def test_a_side_that_enters_or_changes_what_the_other_proposed_agrees_and_says_so(
    small_forum, way: str
) -> None:
    old, league, concert = (
        agreed(small_forum),
        signing.secretariat(small_forum),
        signing.concert(small_forum),
    )
    names = {"en": ["human trafficking"], "es": ["trata de personas"]}
    new = actions.change(old, Entry(names), seen=0, by=league, at=NOW)

    if way == "add":
        actions.add(small_forum, Entry(names), by=concert, at=NOW)
    else:
        actions.change(new, Entry(names, source="Protocol"), seen=0, by=concert, at=NOW)

    old.refresh_from_db()
    assert old.ended_at == NOW
    assert [row.words["en"] for row in queries.agreed(small_forum).rows] == [names["en"]]
    told = Line.objects.filter(about_kind="term", about_id=str(new.pk)).order_by("seq")
    assert [one.verb for one in told][-1] == "term.confirmed"


def test_a_side_gives_nothing_up_by_which_it_does_not_stand(small_forum) -> None:
    made = actions.add(small_forum, TRAFFICKING, by=signing.secretariat(small_forum), at=NOW)
    concert, told = signing.concert(small_forum), Line.objects.filter(about_kind="term").count()

    left = actions.give_up(made, seen=0, by=concert, at=NOW)

    assert (left.ended_at, left.version) == (None, 0)
    assert Line.objects.filter(about_kind="term").count() == told


def test_a_term_is_retired_when_no_side_stands_by_it(small_forum) -> None:
    term = agreed(small_forum)

    actions.give_up(term, seen=0, by=signing.secretariat(small_forum), at=NOW)
    assert not queries.agreed(small_forum).rows and queries.live(small_forum) == [term]
    with pytest.raises(StaleVersion):
        actions.give_up(term, seen=0, by=signing.concert(small_forum), at=NOW)
    actions.give_up(term, seen=1, by=signing.concert(small_forum), at=NOW)

    assert queries.live(small_forum) == []
    assert Confirmation.objects.count() == 2


@pytest.mark.parametrize(
    "entry",
    [
        Entry({"en": ["port"]}),
        Entry({"en": ["port"], "xx": ["puerto"]}),
        Entry({"en": ["port"], "es": ["x" * 201]}),
        Entry({"en": ["port"], "es": ["a\u202eb"]}),
        Entry({"en": ["port"], "es": ["puerto"]}, avoid={"es": ["Puerto"]}),
        Entry({"en": ["port"], "es": [str(n) for n in range(11)]}),
    ],
)
def test_what_is_no_term_is_refused(small_forum, entry: Entry) -> None:
    with pytest.raises(Refused):
        actions.add(small_forum, entry, by=signing.secretariat(small_forum), at=NOW)
    assert not Term.objects.exists()


def test_a_breach_is_a_term_whose_agreed_name_is_missing_or_one_to_be_avoided() -> None:
    known = breaches.terms([Agreed(TRAFFICKING.words, TRAFFICKING.avoid)])
    source = papers.words(
        "States fight trafficking in human beings.", "Trafficking in human beings.", "Ships."
    )

    said = papers.words("Combaten la trata de seres humanos.", "El tráfico de personas.", "Naves.")
    found = breaches.found(source, said, "en", "es", known)

    assert [(one.paragraph, one.said, one.is_avoided) for one in found] == [
        ("p-2", "trafficking in human beings", False),
        ("p-2", "tráfico de personas", True),
    ]
    assert found[0].expected == ("trata de personas", "trata de seres humanos")
    assert breaches.found(source, papers.words("", "", "Naves."), "en", "es", known) == ()


def test_a_plural_meets_a_term_and_a_language_without_a_name_asks_for_none() -> None:
    known = breaches.terms([Agreed({"en": ["harbour"], "es": ["puerto"]}, {})])
    source = papers.words("All harbours.")

    assert breaches.found(source, papers.words("Todos los puertos."), "en", "es", known) == ()
    assert breaches.found(source, papers.words("Todos."), "en", "pt", known) == ()


def test_breaches_warn_and_stop_nothing_where_a_language_is_written_and_released(
    at_work: Scene,
) -> None:
    agreed(at_work.forum)
    text = papers.words("Trafficking in human beings.")
    paper = papers.circulated(at_work.forum, {"en": text})
    client = at_work.client("secretariat")

    kept = client.post(
        page("write", paper.slug, "es"),
        {"seen": papers.fresh(paper).version, "text": "Contrabando."},
        follow=True,
    )
    assert "In 1 place the text differs from the glossary" in kept.text
    assert "trata de personas" in client.get(page("write", paper.slug, "es")).text
    assert "differs from the glossary in 1 place" in kept.text
    released = client.post(
        page("release", paper.slug, "es"), {"seen": papers.fresh(paper).version}, follow=True
    )
    assert (
        "The language version has been released." in released.text
        and "In 1 place the text differs" in released.text
    )
    desk = client.get(reverse("desk:languages", args=["league-concert"]))
    assert desk.status_code == 200


def test_what_is_agreed_later_is_looked_for_in_texts_that_are_there(small_forum) -> None:
    paper = papers.circulated(
        small_forum,
        {"en": papers.words("Trafficking in human beings."), "es": papers.words("Contrabando.")},
    )
    edition = Expression.objects.get(revision__document=paper, language="es")
    assert edition.breaches == 0
    term_check._SEEN.clear()
    agreed(small_forum)

    assert term_check.recheck(small_forum, NOW)
    edition.refresh_from_db()
    assert edition.breaches == 1
    assert term_check.recheck(small_forum, NOW) == 0


def test_the_glossary_goes_out_as_tbx_and_comes_back_with_everything(at_work: Scene) -> None:
    agreed(at_work.forum)
    out = at_work.client("auditor").get(page("tbx")).content
    Term.objects.all().update(ended_at=NOW)

    client = at_work.client("other_presidency")
    shown = client.post(page("tbx-in"), {"file": SimpleUploadedFile("a.tbx", out)})
    assert "trata de personas" in shown.text and not queries.live(at_work.forum)
    seal = shown.text.partition('name="seal" value="')[2].partition('"')[0]
    client.post(page("tbx-in"), {"seal": seal})
    again = client.post(page("tbx-in"), {"seal": seal}, follow=True)

    assert "already in the glossary" in again.text
    kept = {row.source: row for row in queries.live(at_work.forum)}[TRAFFICKING.source]
    assert kept.words == TRAFFICKING.words and kept.avoid == TRAFFICKING.avoid


def test_a_seal_of_somebody_else_or_one_that_was_changed_is_refused(at_work: Scene) -> None:
    octets = tmx.write_tbx([Concept({"en": ["ship"], "es": ["barco"]})])
    shown = at_work.client("secretariat").post(
        page("tbx-in"), {"file": SimpleUploadedFile("a.tbx", octets)}
    )
    seal = shown.text.partition('name="seal" value="')[2].partition('"')[0]

    for who, sent in (("other_presidency", seal), ("secretariat", f"{seal}x"), ("secretariat", "")):
        assert at_work.client(who).post(page("tbx-in"), {"seal": sent}).status_code == 422


@pytest.mark.parametrize(
    "octets",
    [
        b'<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE m><martif/>'.encode("utf-16"),
        b"<a>" * 3000,
        b"<tmx/>",
        tmx.write_tbx([Concept({"en": ["LIMITE"], "es": ["LIMITE"]})]),
    ],
)
def test_a_hostile_or_marked_file_is_refused_with_a_reason(at_work: Scene, octets: bytes) -> None:
    answer = at_work.client("secretariat").post(
        page("tbx-in"), {"file": SimpleUploadedFile("a.tbx", octets)}
    )
    assert answer.status_code == 422 and "Nothing was saved" in answer.text


def test_the_list_is_filtered_without_accents_and_costs_the_same_with_many(
    at_work: Scene, django_assert_max_num_queries
) -> None:
    agreed(at_work.forum)
    by = signing.secretariat(at_work.forum)
    for n in range(60):
        actions.add(at_work.forum, Entry({"en": [f"buoy {n}"], "pt": [f"boia {n}"]}), by=by, at=NOW)
    client = at_work.client("delegation")
    client.get(page("glossary"))
    with django_assert_max_num_queries(15):
        client.get(page("glossary"))

    found = client.get(page("glossary"), {"q": "trafico pess"}).text
    assert "trafficking in human beings" in found and "buoy 1" not in found
    missing = client.get(page("glossary"), {"lacks": "es", "confidence": "one_side"}).text
    assert "buoy 1" in missing and "human beings" not in missing


def test_a_term_without_a_source_ends_with_no_dash_that_says_nothing(at_work: Scene) -> None:
    agreed(at_work.forum)
    sourced = at_work.client("auditor").get(page("glossary")).text
    Term.objects.all().update(source="")

    bare = at_work.client("auditor").get(page("glossary")).text

    assert f'<td data-label="Source">{TRAFFICKING.source}</td>' in sourced
    assert '<td data-label="Source">' not in bare
    assert re.search(r"<td></td>\s*</tr>", bare)


def test_an_institution_that_does_not_read_the_glossary_is_told_nothing_of_it(
    at_work: Scene,
) -> None:
    agreed(at_work.forum)
    agency = at_work.client("institution")
    agency_code = parties.roster(at_work.forum).organisations[0].code
    by = papers.somebody(at_work.forum, "institution", "", "", agency_code)
    paper = papers.entered(at_work.forum, by=by, originator="ORGANISATION")
    papers.written(paper, "en", papers.words("Trafficking in human beings."), by=by)
    papers.written(paper, "es", papers.words("Contrabando."), by=by)

    for address in (page("write", paper.slug, "es"), page("paragraphs", paper.slug, "es")):
        assert "trata de personas" not in agency.get(address).text
    assert "differs from the glossary" not in agency.get(page("document", paper.slug)).text
    assert agency.get(page("glossary")).status_code == 404


def test_a_party_begins_with_the_terms_of_cochair_and_the_other_confirms_them(
    at_work: Scene,
) -> None:
    assert at_work.client("auditor").post(page("tbx-in"), {"shipped": "1"}).status_code == 403

    shown = at_work.client("secretariat").post(page("tbx-in"), {"shipped": "1"})
    assert "procedimiento de silencio" in shown.text
    assert all("silence" not in str(row.words) for row in queries.live(at_work.forum))
    # What the software alone calls so is no term of a forum.
    assert "horas de descanso" not in shown.text
    seal = shown.text.partition('name="seal" value="')[2].partition('"')[0]
    at_work.client("secretariat").post(page("tbx-in"), {"seal": seal})

    rows = {row.words["en"][0]: row for row in queries.live(at_work.forum)}
    assert rows["silence procedure"].words["pt"] == ["procedimento de silêncio"]
    assert "adopted between meetings" in rows["silence procedure"].definition["en"]
    assert rows["consensus"].source and not rows["consensus"].avoid
    assert not queries.agreed(at_work.forum).rows


@pytest.mark.parametrize("style", ["dct", "dca"])
def test_a_file_of_terms_is_read_in_either_style_of_tbx(style: str) -> None:
    def said(prefix: str, tag: str, kind: str, words: str) -> str:
        dct = f"<{prefix}:{kind}>{words}</{prefix}:{kind}>"
        return dct if style == "dct" else f'<{tag} type="{kind}">{words}</{tag}>'

    def name(words: str, status: str) -> str:
        status = said("min", "termNote", "administrativeStatus", f"{status}-admn-sts")
        return f"<termSec><term>{words}</term>{status}</termSec>"

    octets = f"""<tbx type="TBX-Basic" style="{style}" xml:lang="en"
      xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"
      xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body><conceptEntry id="c1">
      {said("min", "descrip", "subjectField", "meetings")}
      {said("basic", "admin", "source", "Handbook")}
      <langSec xml:lang="en">{said("basic", "descrip", "definition", "Where ships lie.")}
      {name("harbour", "preferredTerm")}{name("haven", "deprecatedTerm")}</langSec>
      <langSec xml:lang="pt-PT">{name("porto", "preferredTerm")}</langSec>
      </conceptEntry></body></text></tbx>""".encode()

    (concept,) = tmx.read_tbx(octets, ["en", "pt"])

    assert concept == Concept(
        {"en": ["harbour"], "pt": ["porto"]},
        avoid={"en": ["haven"]},
        definition={"en": "Where ships lie."},
        source="Handbook",
        subject="meetings",
    )
