"""Commitments come in from paragraphs in all languages at once, or as a table; both agree (CB-51)."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

import papers
import people
import silences
from cochair.features.accounts.models import Account
from cochair.features.acts.actions import turn_key
from cochair.features.acts.kinds import kind_of
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment, Instrument, ProgressReport
from cochair.features.compliance import queries as compliance
from cochair.features.delegations import tables
from cochair.features.documents.models import Document
from cochair.features.extraction import actions, candidates, export, import_plan
from cochair.features.extraction.actions import Chosen
from cochair.features.follow_up import queries
from cochair.features.parties import queries as parties
from cochair.features.register import actions as register
from cochair.features.silence import closure
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from cochair.web.errors import StaleVersion
from pledges import reported
from signing import both_sign, concert, league, reader, secretariat
from world import NOW

SAID = {
    "en": papers.words("We search ships.", "We exchange names.", "We meet."),
    "es": papers.words("Registramos buques.", "Intercambiamos nombres.", "Nos reunimos."),
    "pt": papers.words("Revistamos navios.", "Trocamos nomes.", "Reunimo-nos."),
}
HEAD = "number;instrument;text_en;text_es;text_pt;areas;purposes;levels"
LATER = NOW + timedelta(days=100)
GOOD = f"{HEAD}\nNEW-1;statement-2030;One;Uno;Um;a b;between;tactical"


def adopted(forum: object, texts: object = None, **more: object) -> Document:
    """A statement that went out in all languages."""
    return papers.circulated(forum, texts or SAID, kind="press_line", **more)


def proposed(paper: Document, *ids: str, areas: tuple[str, ...] = ("a",), **more: object):
    """Some paragraphs of it as commitments."""
    said = {"kind": "joint_declaration", "day": NOW.date(), **more}
    chosen = [Chosen(id, areas, ("between", "LEAGUE")) for id in ids]
    return actions.propose_from_document(
        papers.fresh(paper), chosen, by=secretariat(paper.forum), at=NOW, **said
    )


def test_the_day_of_adoption_is_the_one_that_is_known_here_and_the_form_begins_with_it(
    small_forum,
) -> None:
    """Both adopted it by silence; the day that its commitments count from is no other."""
    client = people.signed_in(people.person(small_forum, "secretariat", "LEAGUE"))
    paper, at = silences.line(small_forum), silences.LATER
    both_sign(small_forum, silences.proposed(paper))
    closure.close_due(small_forum, at)
    register.finish(paper, seen=papers.fresh(paper).version, by=secretariat(small_forum, at), at=at)
    passed = civil_day(silences.EXPIRY, small_forum.zone)
    address = f"/en/{small_forum.slug}/documents/{paper.slug}/commitments/"
    chosen = [Chosen("p-1", ("a",), ("between", "LEAGUE"))]

    def taken(day: date) -> JointAct:
        by, row = secretariat(small_forum, at), papers.fresh(paper)
        kind = "joint_declaration"
        return actions.propose_from_document(row, chosen, kind=kind, day=day, by=by, at=at)

    with clock.at(at):
        shown = client.get(address).text
    with pytest.raises(Refused, match="adopted on"):
        taken(passed - timedelta(days=1))

    assert f'value="{passed.isoformat()}"' in shown
    assert candidates.source_of(taken(passed)).day == passed


def test_paragraphs_become_commitments_in_every_language_by_both_keys(small_forum) -> None:
    paper = adopted(small_forum)
    act = proposed(paper, "p-1", "p-3")
    shown = [
        (label, says)
        for label, says in kind_of(act).describe(act, reader(small_forum))
        if label == "Areas"
    ]
    assert shown == [("Areas", (parties.book(small_forum).taxonomy[0][1],))] * 2
    turn_key(act, seen=act.digest, by=league(small_forum), at=NOW)
    assert not Commitment.objects.filter(act=act).exists()

    turn_key(act, seen=act.digest, by=concert(small_forum), at=NOW)

    first, third = Commitment.objects.filter(act=act).order_by("slug")
    assert dict(first.text) == {
        "en": "We search ships.",
        "es": "Registramos buques.",
        "pt": "Revistamos navios.",
    }
    assert (first.paragraphs, third.paragraphs) == (["p-1"], ["p-3"])
    assert (first.areas, first.purposes) == (["a"], ["between", "LEAGUE"])
    assert first.slug == f"{paper.slug.upper()}-01"
    made = Instrument.objects.get(document=paper)
    assert (made.kind, made.day, made.languages) == (
        "joint_declaration",
        NOW.date(),
        ["en", "es", "pt"],
    )
    told = {one.id: one for one in compliance.facts(small_forum).commitments}
    assert told[first.slug].at == NOW


def test_the_page_of_a_commitment_calls_its_paragraph_by_the_number_in_the_document(
    small_forum,
) -> None:
    act = proposed(adopted(small_forum), "p-2")
    both_sign(small_forum, act)
    (row,) = Commitment.objects.filter(act=act)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    with clock.at(NOW):
        page = client.get(reverse("commitments:commitment", args=[small_forum.slug, row.slug]))

    said = " ".join(page.content.decode().split())
    assert "paragraph p-2" not in said
    assert "in force" in said.lower()


def test_a_paragraph_is_a_commitment_once_and_others_follow_in_number(small_forum) -> None:
    paper = adopted(small_forum)
    both_sign(small_forum, proposed(paper, "p-1"))

    with pytest.raises(Refused, match="already"):
        proposed(paper, "p-1")
    both_sign(small_forum, proposed(paper, "p-2"))

    rows = Commitment.objects.filter(instrument__document=paper).order_by("slug")
    assert [row.slug[-2:] for row in rows] == ["01", "02"]
    assert Instrument.objects.filter(document=paper).count() == 1


def test_two_proposals_from_one_document_have_numbers_of_their_own_and_no_paragraph_twice(
    small_forum,
) -> None:
    paper = adopted(small_forum)
    first, second = proposed(paper, "p-1"), proposed(paper, "p-2")
    overlapping = proposed(paper, "p-1", "p-3")
    with pytest.raises(
        Refused, match="has already been sent for signature with the same content, as number"
    ):
        proposed(paper, "p-1", areas=("b",))

    for act in (second, first):
        both_sign(small_forum, act)

    found = {one.paragraphs[0]: one.slug[-2:] for one in Commitment.objects.exclude(act=None)}
    assert found == {"p-1": "01", "p-2": "02"}
    with pytest.raises(Refused, match="already"):
        both_sign(small_forum, overlapping)


def test_a_language_that_lacks_a_paragraph_or_is_behind_stands_in_the_way(small_forum) -> None:
    without = adopted(small_forum, {"en": SAID["en"], "es": SAID["es"]})
    with pytest.raises(Refused, match="in: "):
        proposed(without, "p-1")

    paper = adopted(small_forum)
    papers.written(
        paper, "en", papers.words("We search all ships.", "We exchange names.", "We meet.")
    )
    with pytest.raises(Refused, match="in: "):
        proposed(paper, "p-1")
    assert not JointAct.objects.exists()


def test_a_key_on_words_that_were_changed_meanwhile_is_void(small_forum) -> None:
    paper = adopted(small_forum)
    act = proposed(paper, "p-1")
    turn_key(act, seen=act.digest, by=league(small_forum), at=NOW)

    papers.written(
        paper, "es", papers.words("Otra cosa.", "Intercambiamos nombres.", "Nos reunimos.")
    )

    with pytest.raises(Refused):
        turn_key(act, seen=act.digest, by=concert(small_forum), at=NOW)
    assert not Commitment.objects.filter(act=act).exists()


@pytest.mark.parametrize(
    ("ids", "said", "why"),
    [
        ((), {}, "between 1 and"),
        (("p-9",), {}, "no paragraph “p-9”"),
        (("p-1",), {"areas": ("z",)}, "z does not exist here"),
        (("p-1",), {"kind": "song"}, "Select the type of instrument"),
        (("p-1",), {"day": NOW.date() + timedelta(days=1)}, "is in the future."),
    ],
    ids=["nothing", "no such paragraph", "no such area", "no such kind", "a day to come"],
)
def test_a_choice_is_refused(small_forum, ids, said, why) -> None:
    with pytest.raises(Refused, match=why):
        proposed(adopted(small_forum), *ids, **said)


def test_the_page_of_a_document_leads_to_its_paragraphs_and_from_there_to_the_act(
    small_forum,
) -> None:
    paper = adopted(small_forum)
    league(small_forum)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    address = reverse("commitments:take", args=[small_forum.slug, paper.slug])
    with clock.at(NOW):
        page = client.get(reverse("documents:document", args=[small_forum.slug, paper.slug]))
        choice = client.get(address).content.decode()
        wrong = client.post(address, {"kind": "", "day": "", "paragraph": "p-1", "areas-p-1": "b"})
        said = {"kind": "roadmap", "day": "2031-02-03", "paragraph": "p-2", "areas-p-2": "a, b"}
        said |= {"levels-p-2": "strategic"}
        sent = client.post(address, said)
        again = client.post(address, said)

    assert address in page.content.decode()
    assert "Trocamos nomes." in choice
    assert wrong.status_code == 422
    assert 'value="b"' in wrong.content.decode()
    assert (sent.status_code, again.status_code) == (302, 422)
    (row,) = candidates.rows_of(JointAct.objects.get())
    assert (row.areas, row.text["pt"]) == (("a", "b"), "Trocamos nomes.")
    assert row.levels == ("strategic",)


def test_a_paper_of_one_party_alone_holds_no_commitments_for_anybody(small_forum) -> None:
    paper = adopted(small_forum, marking="internal")
    for hat in (league, concert):
        hat(small_forum)
    answers = []
    for email in ("presidency-league-xe@example.org", "presidency-concert-xp@example.org"):
        client = people.signed_in(Account.objects.get(email=email))
        with clock.at(NOW):
            answers.append(
                client.get(
                    reverse("commitments:take", args=[small_forum.slug, paper.slug])
                ).status_code
            )

    assert answers == [404, 404]


def plan_of(forum: object, text: str) -> import_plan.Plan:
    """What a pasted table would do."""
    return import_plan.plan(forum, tables.read_text(text))


def test_a_table_is_read_row_by_row_and_then_proposed(small_forum) -> None:
    plan = plan_of(small_forum, GOOD)
    assert [row.new.slug for row in plan.doing(import_plan.ADDED)] == ["NEW-1"]
    assert not JointAct.objects.exists()

    act = actions.propose_table(small_forum, plan, seen=plan.digest, by=league(small_forum), at=NOW)
    both_sign(small_forum, act)

    row = Commitment.objects.get(slug="NEW-1")
    assert (row.text["es"], row.areas, row.purposes) == ("Uno", ["a", "b"], ["between"])
    assert row.levels == ["tactical"]
    assert row.instrument.slug == "statement-2030"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("NEW-1;nope;One;Uno;Um;a;", "no instrument"),
        ("NEW-1;statement-2030;One;;Um;a;", "Spanish"),
        ("NEW-1;statement-2030;One;Uno;Um;z;", "z does not exist here"),
        ("NEW-1;statement-2030;One;Uno;Um;a;moon", "moon does not exist here"),
        ("NEW-1;statement-2030;One;Uno;Um;a;;deep", "deep does not exist here"),
        ("ours;statement-2030;One;Uno;Um;a;", "letters"),
        ("Stock-Taking;statement-2030;One;Uno;Um;a;", "letters"),
        ("NEW-1;statement-2030;O\0ne;Uno;Um;a;", "cannot be printed"),
        ("<b>;statement-2030;One;Uno;Um;a;", "letters"),
        ("S30-01;statement-2030;Other;Otra;Outra;;", "is in the register with a different text"),
    ],
)
def test_a_wrong_row_stops_the_whole_table(small_forum, row: str, why: str) -> None:
    plan = plan_of(small_forum, f"{GOOD.replace('NEW-1', 'NEW-0')}\n{row}")

    (wrong,) = plan.wrong
    assert why in " ".join(str(one.message.format(**one.facts)) for one in wrong.errors)
    with pytest.raises(Refused, match="nothing is saved"):
        actions.propose_table(small_forum, plan, seen=plan.digest, by=league(small_forum), at=NOW)


def test_a_refused_table_stays_to_be_corrected_and_says_row_and_column(small_forum) -> None:
    league(small_forum)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    wrong = f"{GOOD}\nNEW-2;statement-2030;One;;Um;z;"
    with clock.at(NOW):
        address = reverse("commitments:bring_in", args=[small_forum.slug])
        page = client.post(address, {"text": wrong, "seen": ""}).text

    kept = page.partition('id="text"')[2].partition("</textarea>")[0]
    assert "NEW-2;statement-2030;One;;Um;z;" in kept
    said = [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in page.split("<li>")]
    assert any(one.startswith("Row 3 text_es The text of NEW-2 is missing") for one in said)
    assert any(one.startswith("Row 3 areas NEW-2: z does not exist") for one in said)


def test_a_table_without_its_columns_or_with_a_number_twice_is_refused(small_forum) -> None:
    with pytest.raises(Refused, match="text_pt"):
        plan_of(small_forum, "number;instrument;text_en;text_es;areas;purposes\nA-1;x;y;z;;")
    plan = plan_of(small_forum, f"{GOOD}\nNEW-1;statement-2030;One;Uno;Um;a b;between")
    assert len(plan.wrong) == 1


def test_a_table_from_before_there_were_levels_is_read_and_leaves_them_as_they_are(
    small_forum,
) -> None:
    Commitment.objects.filter(slug="S30-01").update(levels=["tactical"])
    lines = queries.lines(small_forum, NOW)
    content = export.as_csv(lines).decode("utf-8-sig")
    assert ";tactical;" in content

    plan = plan_of(small_forum, content.replace(";levels;", ";other;"))

    assert len(plan.doing(import_plan.SAME)) == len(plan.rows) == 2


def test_what_was_read_is_what_is_proposed(small_forum) -> None:
    plan = plan_of(small_forum, GOOD)
    act = actions.propose_table(small_forum, plan, seen=plan.digest, by=league(small_forum), at=NOW)
    both_sign(small_forum, act)

    with pytest.raises(StaleVersion):
        actions.propose_table(small_forum, plan, seen=plan.digest, by=league(small_forum), at=NOW)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_taken_away_can_be_brought_in_again_and_holds_no_formula(
    small_forum, kind: str
) -> None:
    reported(small_forum, evidence="=1+1")
    lines = queries.lines(small_forum, NOW)
    content = export.as_csv(lines) if kind == "csv" else export.as_xlsx(lines)

    plan = import_plan.plan(small_forum, tables.read_file(content))

    assert len(plan.doing(import_plan.SAME)) == len(plan.rows) == 2
    if kind == "csv":
        assert "'=1+1" in content.decode("utf-8-sig")
    else:
        sheet = load_workbook(io.BytesIO(content)).active
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sign_that_no_sheet_may_hold_does_not_keep_the_others_from_their_table(
    small_forum, kind: str
) -> None:
    row = reported(small_forum)
    ProgressReport.objects.filter(pk=row.pk).update(evidence="Note\x01 4\x0b of January\ufffe")
    lines = queries.lines(small_forum, NOW)
    content = export.as_csv(lines) if kind == "csv" else export.as_xlsx(lines)

    assert "Note 4 of January" in tables.read_file(content).rows[0][1]


def test_a_table_with_the_line_ends_of_an_old_file_is_proposed_as_it_was_read(small_forum) -> None:
    text = GOOD.replace(";One;", ';"One\rand two";')
    plan = plan_of(small_forum, text)

    sent_back = plan_of(small_forum, plan.table.text.replace("\r", "\r\n"))

    assert sent_back.digest == plan.digest
    assert plan.rows[0].new.text["en"] == "One\nand two"


def test_the_day_of_a_report_is_that_of_the_forum_s_own_zone(small_forum) -> None:
    reported(small_forum, at=datetime(2031, 2, 4, 23, 30, tzinfo=UTC))

    (head, *rows) = export.as_csv(queries.lines(small_forum, LATER)).decode().splitlines()

    assert small_forum.zone == "Europe/Helsinki"
    assert "2031-02-05" in rows[0]
    assert "reported_on" in head


def test_what_is_shown_as_ready_can_be_proposed_and_costs_the_same_for_many_rows(
    small_forum, django_assert_max_num_queries
) -> None:
    rows = [f"NEW-{number};statement-2030;One;Uno;Um;a;" for number in range(candidates.MOST + 1)]

    with django_assert_max_num_queries(12):
        plan = plan_of(small_forum, "\n".join([HEAD, *rows]))

    assert not plan.wrong
    assert "between 1 and 200" in str(plan.refusal.message.format(**plan.refusal.facts))
    assert plan_of(small_forum, "\n".join([HEAD, *rows[:-1]])).refusal is None


def test_a_formula_in_a_workbook_is_not_believed(small_forum) -> None:
    table = tables.read_text(GOOD)

    plan = import_plan.plan(small_forum, replace(table, formulas=frozenset({(2, 2)})))

    assert "formula" in str(plan.wrong[0].errors[0].message)


def test_the_pages_of_a_table(small_forum) -> None:
    league(small_forum)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    address = reverse("commitments:bring_in", args=[small_forum.slug])
    western = SimpleUploadedFile("table.csv", GOOD.replace("Uno", "Según").encode("latin-1"))
    with clock.at(NOW):
        guessed = client.post(address, {"file": western, "seen": ""})
        read = client.post(address, {"text": GOOD, "seen": ""})
        seen = read.context["plan"].digest
        done = client.post(address, {"text": read.context["text"], "seen": seen})
        again = client.post(address, {"text": read.context["text"], "seen": seen})
        empty = client.post(address, {"text": "", "seen": ""})
        none = client.get(reverse("commitments:take_away", args=[small_forum.slug, "exe"]))

    assert (read.status_code, done.status_code) == (200, 302)
    assert "Western European" in guessed.text
    assert "Western European" not in read.text
    assert (again.status_code, empty.status_code, none.status_code) == (422, 422, 404)
    assert JointAct.objects.count() == 1
